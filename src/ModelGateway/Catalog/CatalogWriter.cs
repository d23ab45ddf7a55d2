using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>
/// Writes a catalog file for people to read: a fixed order of fields, short values on one line, LF line ends, decimals with all their
/// digits.
/// </summary>
internal readonly struct CatalogWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Utf8JsonWriter _json;

    private CatalogWriter(Utf8JsonWriter json)
    {
        _json = json;
    }

    public static byte[] Write(CatalogFile file)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            new CatalogWriter(json).WriteFile(file);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private void WriteFile(CatalogFile file)
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "../catalog.schema.json");
        WriteHeader(file.Header);
        _json.WriteStartObject("models");
        foreach (ModelInfo model in file.Models)
        {
            _json.WriteStartObject(model.Id);
            WriteModel(model);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteHeader(CatalogHeader header)
    {
        _json.WriteString("provider", header.Provider);
        WriteText("name", header.Name);
        WriteTexts("types", header.Types);
        WriteTexts("hosts", header.Hosts);
        WriteDay("updated", header.Updated);
        WriteTexts("sources", header.Sources);
        if (header.Relays.Count > 0)
        {
            WriteInline(
                "relays", InlineJson.Object(header.Relays.Select(static relay => (relay.Key, InlineJson.Text(relay.Value)))));
        }

        WriteTexts("includes", header.Includes);
        if (header.Defaults is { } defaults)
        {
            _json.WriteStartObject("defaults");
            WriteModel(defaults);
            _json.WriteEndObject();
        }

        WriteTexts("follows", header.Follows);
        WriteLines("rules", header.Rules.Select(RuleJson.Format), depth: 1);
    }

    private void WriteModel(ModelInfo model)
    {
        WriteText("name", model.DisplayName);
        WriteTexts("aliases", model.Aliases);
        if (model.Kind != ModelKind.Unknown)
        {
            _json.WriteString("kind", CatalogFields.Kinds[(int)model.Kind - 1]);
        }

        WriteTexts("can", [.. CapabilityNames.For(model.Capabilities.Yes)]);
        WriteTexts("cannot", [.. CapabilityNames.For(model.Capabilities.No)]);
        WriteLines("rules", model.Rules.Select(RuleJson.Format), depth: 3);
        WriteCount("context", model.ContextWindow);
        WriteCount("maxInput", model.MaxInputTokens);
        WriteCount("maxOutput", model.MaxOutputTokens);
        WriteText("tokenizer", model.Tokenizer);
        WriteCount("dimensions", model.Dimensions);
        WriteText("embeddingSpace", model.EmbeddingSpace);
        WriteTerms(model);
    }

    private void WriteTerms(ModelInfo model)
    {
        WriteDay("released", model.Lifecycle?.Released);
        WriteDay("deprecated", model.Lifecycle?.Deprecated);
        WriteDay("sunset", model.Lifecycle?.Sunset);
        WriteText("successor", model.Lifecycle?.Successor);
        if (model.Regions is { } regions)
        {
            WriteInline("regions", InlineJson.Texts(regions));
        }

        WriteCount("retentionDays", model.RetentionDays);
        if (model.Pricing is { } pricing)
        {
            new PriceWriter(_json).Write(pricing);
        }
    }

    private void WriteText(string name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void WriteDay(string name, DateOnly? value) =>
        WriteText(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private void WriteCount(string name, int? value)
    {
        if (value is { } count)
        {
            _json.WriteNumber(name, count);
        }
    }

    private void WriteTexts(string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            WriteInline(name, InlineJson.Texts(values));
        }
    }

    private void WriteLines(string name, IEnumerable<string> values, int depth)
    {
        if (values.Any())
        {
            WriteInline(name, InlineJson.Lines(values, depth));
        }
    }

    private void WriteInline(string name, string value)
    {
        _json.WritePropertyName(name);
        _json.WriteRawValue(value, skipInputValidation: true);
    }
}
