using System.Text;
using System.Text.Json;
using CsCheck;
using ModelGateway.Catalog;
using ModelGateway.Tests.Conformance.Requests;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

/// <summary>A file that is wrong anywhere is refused whole, by one kind of exception that says where.</summary>
public sealed class HostileCatalogTests
{
    private static readonly string Deep = new('[', 100_000);

    [Theory]
    // No JSON, or none of a catalog.
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
    // The provider.
    [InlineData("""{"provider":"A b","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":"A","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":"../a","models":{}}""", null, "provider", "is no provider's name")]
    [InlineData("""{"provider":1,"models":{}}""", null, "provider", "is no text")]
    [InlineData("""{"provider":"a","provider":"b","models":{}}""", null, "provider", "is there twice")]
    [InlineData("""{"provider":"a","vendor":"b","models":{}}""", null, "vendor", "is no field that there is. Known: $schema, provider")]
    [InlineData("""{"provider":"a","hosts":["com"],"models":{}}""", null, "hosts", "is no host")]
    [InlineData("""{"provider":"a","hosts":["https://a.b"],"models":{}}""", null, "hosts", "is no host")]
    [InlineData("""{"provider":"a","includes":["A"],"models":{}}""", null, null, "includes itself")]
    [InlineData("""{"provider":"a","relays":{"x/y":"b"},"models":{}}""", null, "relays.x/y", "has a slash")]
    [InlineData("""{"provider":"a","relays":{"x":"b","X":"c"},"models":{}}""", null, "relays.X", "is there twice")]
    [InlineData("""{"provider":"a","updated":"22.11.2026","models":{}}""", null, "updated", "is no day")]
    [InlineData("""{"provider":"a","defaults":{"aliases":["x"]},"models":{}}""", null, "defaults", "which no two models share")]
    // Names.
    [InlineData("""{"provider":"a","models":{"":{}}}""", "", null, "has no name that a model can have")]
    [InlineData("""{"provider":"a","models":{"a b":{}}}""", "a b", null, "has no name that a model can have")]
    [InlineData("""{"provider":"a","models":{"m":{},"m":{}}}""", "m", null, "has the name 'm', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{},"M":{}}}""", "M", null, "has the name 'M', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["N"]},"n":{}}}""", "m", "aliases", "has the name 'N', which 'n' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x"]},"n":{"aliases":["X"]}}}""", "n", "aliases", "has the name 'X', which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["m"]}}}""", "m", "aliases", "which 'm' has already")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x","X"]}}}""", "m", "aliases[1]", "which is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":["x y"]}}}""", "m", "aliases[0]", "which no model is called")]
    [InlineData("""{"provider":"a","models":{"m":{"aliases":"x"}}}""", "m", "aliases", "is no list")]
    [InlineData("""{"provider":"a","models":{"m":null}}""", "m", null, "is no object")]
    // What one refers to.
    [InlineData("""{"provider":"a","models":{"m":{"successor":"n"}}}""", "m", "successor", "is 'n', which is no model of the provider")]
    [InlineData("""{"provider":"a","models":{"m":{"successor":"m"}}}""", "m", "successor", "leads back")]
    [InlineData("""{"provider":"a","models":{"m":{"successor":"n"},"n":{"successor":"o"},"o":{"successor":"m"}}}""", "o", "successor", "leads back")]
    // Texts.
    [InlineData("""{"provider":"a","models":{"m":{"name":""}}}""", "m", "name", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"name":" x"}}}""", "m", "name", "spaces around it")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u0000"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u001b[31m"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u202ey"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\n2026 fake log line"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"\ud800"}}}""", "m", "name", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"m":{"\ud800":1}}}""", "m", "(a name)", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"\ud800":{}}}""", null, "(a name)", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"m":{"name":7}}}""", "m", "name", "is no text")]
    [InlineData("""{"provider":"a","models":{"m":{"tokenizer":null}}}""", "m", "tokenizer", "is no text")]
    [InlineData("""{"provider":"a","models":{"m":{"kind":"Chat"}}}""", "m", "kind", "must be one of chat, embedding, other")]
    // Numbers.
    [InlineData("""{"provider":"a","models":{"m":{"context":0}}}""", "m", "context", "whole number from 1 to 100000000")]
    [InlineData("""{"provider":"a","models":{"m":{"context":-5}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":1.5}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":100000001}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":99999999999999999999}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":"128k"}}}""", "m", "context", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":NaN}}}""", null, "models", "is no valid JSON")]
    [InlineData("""{"provider":"a","models":{"m":{"context":true}}}""", "m", "context", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":10,"maxInput":11}}}""", "m", null, "maxInput above its context")]
    [InlineData("""{"provider":"a","models":{"m":{"retentionDays":-1}}}""", "m", "retentionDays", "whole number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"dimensions":0}}}""", "m", "dimensions", "whole number from 1")]
    // Capabilities.
    [InlineData("""{"provider":"a","models":{"m":{"can":["telepathy"]}}}""", "m", "can[0]", "is 'telepathy', which is no capability. Known: tools,")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["Tools"]}}}""", "m", "can[0]", "is no capability")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["tools","tools"]}}}""", "m", "can[1]", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["tools"],"cannot":["tools"]}}}""", "m", null, "has in both can and cannot: tools")]
    // Days.
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"2026-02-30"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"1999-12-31"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"9999-12-31"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"released":"2026-02-01","sunset":"2026-01-01"}}}""", "m", null, "days out of order")]
    // Prices.
    [InlineData("""{"provider":"a","models":{"m":{"prices":[]}}}""", "m", "prices", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{}]}}}""", "m", "prices[0]", "has no rates")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{}}]}}}""", "m", "prices[0].rates", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1}},{"rates":{"input":-1}}]}}}""", "m", "prices[1].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1e400}}]}}}""", "m", "prices[0].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1000001}}]}}}""", "m", "prices[0].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":0.1234567890123456789012345678901}}]}}}""", "m", "prices[0].rates.input", "of at most 28 digits")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":"3"}}]}}}""", "m", "prices[0].rates.input", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"inptu":3}}]}}}""", "m", "prices[0].rates.inptu", "is no unit of prices. Known: input,")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3,"input":4}}]}}}""", "m", "prices[0].rates.input", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"from":"2026-02-01","until":"2026-01-01","rates":{"input":3}}]}}}""", "m", "prices[0]", "ends before it begins")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"from":"2026-02-01T10:00:00","rates":{"input":3}}]}}}""", "m", "prices[0].from", "is no instant")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3},"tiers":[{"above":5}]}]}}}""", "m", "prices[0].tiers[0]", "needs both above and rates")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3},"tiers":[{"above":5,"rates":{"input":1}},{"above":5,"rates":{"input":1}}]}]}}}""", "m", "prices[0].tiers[1]", "is not above the tier before it")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"24:00","to":"01:00"},"rates":{"input":3}}]}}}""", "m", "prices[0].window.from", "is no time of day")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00"},"rates":{"input":3}}]}}}""", "m", "prices[0].window", "needs both from and to")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00","to":"01:00","days":["funday"]},"rates":{"input":3}}]}}}""", "m", "prices[0].window.days[0]", "must be one of sunday")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00","to":"01:00","days":["monday","monday"]},"rates":{"input":3}}]}}}""", "m", "prices[0].window.days[1]", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"multipliers":{"region:us":1.1}}}}""", "m", null, "multipliers of no prices")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1}}],"multipliers":{"region:us":-1}}}}""", "m", "multipliers.region:us", "number from 0 to 1000")]
    public void AFault_IsNamedWithItsPlace(string json, string? model, string? field, string problem)
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => CatalogSamples.Parse(json));

        Assert.Equal(("acme.json", model, field), (exception.File, exception.Model, exception.Field));
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
        Assert.Contains("acme.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.Problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsTooMuch_IsRefused()
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
    public void ALongChainOfSuccessors_IsFollowedInNoTime()
    {
        string json = With(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"\"m{i}\":{{\"successor\":\"m{i + 1}\"}},")) + "\"m50000\":{}");
        Assert.Equal(50_001, CatalogSamples.Parse(json).Models.Count);
    }

    [Fact]
    public void BytesThatAreNoText_AreRefused()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"provider":"a","name":"??","models":{}}""");
        json[Array.IndexOf(json, (byte)'?')] = 0xFF;
        Assert.Contains("no UTF-8", Assert.Throws<CatalogException>(() => CatalogFile.Parse(json, "bytes")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorShowsNothingThatATerminalObeys()
    {
        CatalogException exception = Assert.Throws<CatalogException>(() => CatalogSamples.Parse(With("\"\\u001b[31m" + new string('x', 500) + "\":{\"context\":0}")));
        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.True(exception.Message.Length < 1_000);
    }

    [Fact]
    public void WhatAFileLeansOn_MustBeThere()
    {
        ModelCatalog below = CatalogSamples.Catalog("""{"provider":"a","models":{"new":{"aliases":["newest"]}}}""", """{"provider":"b","models":{}}""");

        Assert.Single(CatalogSamples.Parse("""{"provider":"a","includes":["b"],"relays":{"x":"b"},"models":{"old":{"successor":"NEWEST"}}}""", below).Models);
        Assert.Contains("'c' in includes or relays", Refused("""{"provider":"a","includes":["c"],"models":{}}""", "", below), StringComparison.Ordinal);
        Assert.Contains("'c' in includes or relays", Refused("""{"provider":"a","relays":{"x":"c"},"models":{}}""", "", below), StringComparison.Ordinal);
        Refused("""{"provider":"b","models":{"old":{"successor":"newest"}}}""", "is no model of the provider", below);
    }

    [Fact]
    public void WhateverTheBytes_ItIsACatalogOrACatalogException()
    {
        byte[] whole = Encoding.UTF8.GetBytes(CatalogSamples.Whole);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((first, one, second, other) =>
        {
            byte[] bytes = [.. whole];
            (bytes[first], bytes[second]) = (one, other);
            ParseAnything(bytes);
            ParseAnything(bytes.AsMemory(0, first));
        }, iter: Tiers.IsFull ? 100_000 : 3_000);
    }

    [Fact]
    public void WhatBreaksOtherParsers_IsRefused()
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
    public void TextsThatBreakPrograms_AreKeptAsTheyAreOrRefused()
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
