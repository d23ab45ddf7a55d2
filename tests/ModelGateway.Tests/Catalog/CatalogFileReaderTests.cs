using System.Text;
using System.Text.Json;
using CsCheck;
using ModelGateway.Catalog;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

/// <summary>A file with any error is rejected whole, with an exception that names the place.</summary>
public sealed class CatalogFileReaderTests
{
    private static readonly string Deep = new('[', 100_000);

    [Theory]
    [InlineData("", null, null, "is no valid JSON")]
    [InlineData("nul", null, null, "is no valid JSON")]
    [InlineData("[]", null, null, "is no object")]
    [InlineData("{}", null, null, "has no provider")]
    [InlineData("""{"provider":"a"}""", null, "models", "is missing")]
    [InlineData("""{"provider":"a","models":{}} {}""", null, null, "is no valid JSON")]
    [InlineData("""{"provider":"a","models":{}""", null, "models", "is no valid JSON")]
    [InlineData("""{"provider":"a","models":[]}""", null, null, "is no object")]
    [InlineData("""{"provider":"a",/*c*/"models":{}}""", null, "provider", "is no valid JSON")]
    [InlineData("""{"provider":"a","models":{},}""", null, "models", "is no valid JSON")]
    public void Read_RejectsWhatIsNoCatalog(string json, string? model, string? field, string problem) =>
        CatalogSamples.AssertFault(json, model, field, problem);

    [Fact]
    public void Read_RejectsWhatExceedsTheLimits()
    {
        Refused("""{"provider":"a","models":""" + Deep, "nested more than");
        Refused("""{"provider":"a","defaults":""" + string.Concat(Enumerable.Repeat("""{"prices":""", 50)), "is no list");
        Refused(With("\"" + new string('m', 257) + "\":{}"), "has no name that a model can have");
        Refused($$$"""{"provider":"a","name":"{{{new string('n', 1_025)}}}","models":{}}""", "has more than 1024 letters");
        Refused($$$"""{"provider":"a","name":"{{{new string('n', 100_000)}}}","models":{}}""", "has more than 1024 letters");
        Refused($$$"""{"provider":"a","sources":[{{{string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"s{i}\""))}}}],"models":{}}""", "one of too many");
        Refused(With(string.Join(',', Enumerable.Range(0, 100_001).Select(i => $"\"m{i}\":{{}}"))), "one of more than 100000");
        CatalogException large = Assert.Throws<CatalogException>(() => CatalogFile.Parse(new byte[(32 << 20) + 1], "large"));
        Assert.Contains("more than 33554432", large.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RejectsInvalidUtf8()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"provider":"a","name":"??","models":{}}""");
        json[Array.IndexOf(json, (byte)'?')] = 0xFF;
        Assert.Contains(
            "no UTF-8", Assert.Throws<CatalogException>(() => CatalogFile.Parse(json, "bytes")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ShowsNoControlCharactersInErrors()
    {
        CatalogException exception = Assert.Throws<CatalogException>(
            () => CatalogSamples.Parse(With("\"\\u001b[31m" + new string('x', 500) + "\":{\"context\":0}")));
        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.True(exception.Message.Length < 1_000);
    }

    [Fact]
    public void Read_ReturnsACatalogOrThrowsACatalogException()
    {
        byte[] whole = Encoding.UTF8.GetBytes(CatalogSamples.Whole);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((first, one, second, other) =>
        {
            byte[] bytes = [.. whole];
            (bytes[first], bytes[second]) = (one, other);
            AssertRoundTrips(ParseAnything(bytes));
            AssertRoundTrips(ParseAnything(bytes.AsMemory(0, first)));
        }, iter: Tiers.IsFull ? 100_000 : 3_000);
    }

    [Fact]
    public void Read_RejectsInputThatBreaksOtherParsers()
    {
        string folder = Path.GetDirectoryName(SharedData.Require("hostile-input/json-parsing/n_array_1_true_without_comma.json"))!;
        foreach (string file in Directory.EnumerateFiles(folder, "*.json"))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.Throws<CatalogException>(() => CatalogFile.Parse(bytes, Path.GetFileName(file)));
            ParseAnything((byte[])[.. """{"provider":"a","models":{"m":{"prices":[{"rates":{"input":"""u8, .. bytes, .. "}}]}}}"u8]);
        }
    }

    [Fact]
    public void Read_KeepsOrRejectsHostileTexts()
    {
        string[] texts = JsonSerializer.Deserialize<string[]>(File.ReadAllText(SharedData.Require("hostile-input/naughty-strings.json")))!;
        int kept = 0;
        foreach (string text in texts)
        {
            byte[] json = Encoding.UTF8.GetBytes(With("\"m\":{\"name\":" + JsonSerializer.Serialize(text) + "}"));
            if (ParseAnything(json) is { } file)
            {
                kept++;
                Assert.Equal(text, file.Models[0].DisplayName);
                Assert.Equal(text, CatalogFile.Parse(file.Write(), "again").Models[0].DisplayName);
            }
        }

        Assert.InRange(kept, texts.Length / 2, texts.Length - 1);
    }

    private static string With(string models) => """{"provider":"a","models":{""" + models + "}}";

    private static void AssertRoundTrips(CatalogFile? file)
    {
        if (file is not null)
        {
            Assert.Equal(Facts.Of(file), Facts.Of(CatalogFile.Parse(file.Write(), "again")));
        }
    }

    private static CatalogFile? ParseAnything(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return CatalogFile.Parse(bytes, "anything");
        }
        catch (CatalogException)
        {
            return null;
        }
    }

    private static string Refused(string json, string problem, ModelCatalog? below = null)
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => CatalogSamples.Parse(json, below));
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
        return exception.Problem;
    }
}
