using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

/// <summary>An invalid list is rejected whole, with an error that names the place.</summary>
public sealed class CatalogImporterTests
{
    public static TheoryData<string, CatalogFormat> Sources => ImportSources.All;

    [Theory]
    [InlineData("""{ "m": { "litellm_provider": "openai", "input_cost_per_token": -1e-6 } }""", "m", "input_cost_per_token")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "input_cost_per_token": "1e-6" } }""", "m", "input_cost_per_token")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "input_cost_per_token": 1e300 } }""", "m", "input_cost_per_token")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "input_cost_per_token": 1e-300 } }""", "m", "input_cost_per_token")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "input_cost_per_token": 5 } }""", "m", "input_cost_per_token")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "max_input_tokens": 1.5 } }""", "m", "max_input_tokens")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "max_input_tokens": 99999999999 } }""", "m", "max_input_tokens")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "max_input_tokens": -5 } }""", "m", "max_input_tokens")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "supports_vision": 1 } }""", "m", "supports_vision")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "deprecation_date": "soon" } }""", "m", "deprecation_date")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "deprecation_date": "9999-12-31" } }""", "m", "deprecation_date")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "supported_modalities": "text" } }""", "m", "supported_modalities")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "tiered_pricing": [ { "range": [5, 1], "input_cost_per_token": 1 } ] } }""", "m", "tiered_pricing[0].range")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "regional_processing_uplift_multiplier_eu": 0 } }""", "m", "regional_processing_uplift_multiplier_eu")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "off_peak_pricing": { "hours_utc": "25:00-26:00" } } }""", "m", "off_peak_pricing.hours_utc")]
    [InlineData("""{ "m": { "litellm_provider": "openai" }, "n": [] }""", "n", null)]
    [InlineData("""{ "data": [ { "id": "m", "pricing": { "prompt": "-0.1" } } ] }""", "m", "pricing.prompt")]
    [InlineData("""{ "data": [ { "id": "m", "pricing": { "prompt": "NaN" } } ] }""", "m", "pricing.prompt")]
    [InlineData("""{ "data": [ { "id": "m", "pricing": { "prompt": 0.1 } } ] }""", "m", "pricing.prompt")]
    [InlineData("""{ "data": [ { "id": "m", "pricing": {} }, { "id": "M" } ] }""", "M", null)]
    [InlineData("""{ "data": [ { "id": "m", "pricing": {}, "created": 1e20 } ] }""", "m", "created")]
    [InlineData("""[ { "id": "p", "models": [ { "id": "m", "prices": { "input_mtok": -1 } } ] } ]""", "p/m", "prices.input_mtok")]
    [InlineData("""[ { "id": "p", "models": [ { "id": "m", "prices": { "input_mtok": { "base": 1, "tiers": [ { "start": 1 } ] } } } ] } ]""", "p/m", "prices.input_mtok.tiers[0]")]
    [InlineData("""[ { "id": "p", "models": [ { "name": "m" } ] } ]""", "p", "models[0]")]
    public void Read_RejectsAWrongValueWithItsPlace(string json, string? model, string? field)
    {
        CatalogException refused =
            Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes(json), origin: "prices.json"));
        Assert.Equal(("prices.json", model, field), (refused.File, refused.Model, refused.Field));
        Assert.Contains("it must be", refused.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nul")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{ "data": [] }""")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "max_tokens": NaN } }""")]
    [InlineData("""{ "m": { "litellm_provider": "openai" }, "m": { "litellm_provider": "openai" } }""")]
    [InlineData("""{ "m": { "litellm_provider": "openai", "mode": "chat", "mode": "chat" } }""")]
    [InlineData("""{ "m": { "litellm_provider": "openai" }, "n": """)]
    [InlineData("""{ "m": { "litellm_provider": "openai", "comment": "\ud800" } }""")]
    [InlineData("""{ "m\udc00": { "litellm_provider": "openai" } }""")]
    [InlineData("""{ "m": { "litellm_provider": "openai" } } x""")]
    public void Read_RejectsWhatIsNoList(string json) =>
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_RejectsInvalidUtf8()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{ "m": { "litellm_provider": "openai", "comment": "x" } }""");
        json[Array.IndexOf(json, (byte)'x')] = 0xFF;
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(json));
    }

    [Fact]
    public void Read_RejectsWhatExceedsTheLimits()
    {
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(new byte[(32 << 20) + 1]));
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes(new string('[', 100_000))));
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "m": { "litellm_provider": "openai", "x": {{new string('[', 100)}}{{new string(']', 100)}} } }""")));
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "{{new string('m', 5_000)}}": { "litellm_provider": "openai" } }""")));
        string many = "{" + string.Join(',', Enumerable.Range(0, 100_001).Select(i => $"\"m{i}\":{{\"litellm_provider\":\"x\"}}")) + "}";
        Assert.Throws<CatalogException>(() => CatalogImporter.Read(Encoding.UTF8.GetBytes(many)));
    }

    [Fact]
    public void Read_RejectsAFormatWithoutBytes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CatalogImporter.Read("{}"u8.ToArray(), CatalogFormat.ModelList));

    /// <summary>A damaged list is read whole or rejected whole: no other exception, and no value is lost.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void Read_AcceptsOrRejectsAMutatedListWhole(string path, CatalogFormat format)
    {
        byte[] source = Sample(ImportSources.Bytes(path), format);
        string? full = Environment.GetEnvironmentVariable("MODELGATEWAY_FULL");
        Random random = new(97);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < (full == "1" ? 20_000 : 400); i++)
        {
            byte[] mutated = Mutate(source, random);
            try
            {
                CatalogImport import = CatalogImporter.Read(mutated, i % 2 == 0 ? format : null);
                CatalogImportReport report = import.Report;
                using JsonDocument document = JsonDocument.Parse(mutated);
                Assert.Equal(
                    ImportSources.Values(document.RootElement),
                    report.Used + report.Unused.Sum(field => field.Count) + report.Skipped.Sum(model => model.Values));
                read++;
            }
            catch (CatalogException)
            {
                refused++;
            }
        }

        Assert.True(read > 20 && refused > 20, $"{read} read, {refused} refused");
    }

    /// <summary>About 60 models of a list, so that most mutations hit a value that is read.</summary>
    private static byte[] Sample(byte[] bytes, CatalogFormat format)
    {
        JsonNode root = JsonNode.Parse(bytes)!;
        switch (format)
        {
            case CatalogFormat.LiteLLM:
                JsonObject models = root.AsObject();
                foreach (string key in models.Select(pair => pair.Key).Where((_, index) => index % 50 != 1).ToList())
                {
                    models.Remove(key);
                }

                break;
            case CatalogFormat.OpenRouter:
                Thin(root["data"]!.AsArray(), 60);
                break;
            default:
                foreach (JsonNode? provider in root.AsArray())
                {
                    Thin(provider!["models"]!.AsArray(), 3);
                }

                break;
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());

        static void Thin(JsonArray list, int keep)
        {
            while (list.Count > keep)
            {
                list.RemoveAt(list.Count - 1);
            }
        }
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        if (random.Next(3) > 0)
        {
            return MutateValue(source, random);
        }

        List<byte> bytes = [.. source];
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 40), bytes.Count - at);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length), length));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }

        return [.. bytes];
    }

    /// <summary>Replaces a value by another one, so that the list stays valid JSON.</summary>
    private static byte[] MutateValue(byte[] source, Random random)
    {
        string[] values =
        [
            "0",
            "1",
            "-1",
            "1e-7",
            "0.000000001",
            "1e999",
            "123456789012345678901234567890",
            "null",
            "true",
            "false",
            "\"\"",
            "\"x\"",
            "\"-1\"",
            "\"0.5\"",
            "\"a b\"",
            "[]",
            "{}",
            "[1]",
            "{\"base\":1}",
            "\"\\u0000\"",
            "\"2026-01-01\"",
            "[[[]]]",
        ];
        List<(int Start, int End)> spans = [];
        Utf8JsonReader reader = new(source);
        while (reader.Read())
        {
            if (
                reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
                    or JsonTokenType.Null)
            {
                spans.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed));
            }
        }

        (int start, int end) = spans[random.Next(spans.Count)];
        return [.. source[..start], .. Encoding.UTF8.GetBytes(values[random.Next(values.Length)]), .. source[end..]];
    }
}
