using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>Writes a file as people read it: fields in one order, short things on one line, line feeds, decimals with the digits that they have.</summary>
internal static class CatalogWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(CatalogFile file)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "../catalog.schema.json");
            WriteHeader(json, file.Header);
            json.WriteStartObject("models");
            foreach (ModelInfo model in file.Models)
            {
                json.WriteStartObject(model.Id);
                WriteModel(json, model);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteHeader(Utf8JsonWriter json, CatalogHeader header)
    {
        json.WriteString("provider", header.Provider);
        WriteText(json, "name", header.Name);
        WriteTexts(json, "types", header.Types);
        WriteTexts(json, "hosts", header.Hosts);
        WriteDay(json, "updated", header.Updated);
        WriteTexts(json, "sources", header.Sources);
        if (header.Relays.Count > 0)
        {
            WriteInline(json, "relays", InlineJson.Object(header.Relays.Select(static relay => (relay.Key, InlineJson.Text(relay.Value)))));
        }

        WriteTexts(json, "includes", header.Includes);
        if (header.Defaults is { } defaults)
        {
            json.WriteStartObject("defaults");
            WriteModel(json, defaults);
            json.WriteEndObject();
        }
    }

    private static void WriteModel(Utf8JsonWriter json, ModelInfo model)
    {
        WriteText(json, "name", model.DisplayName);
        WriteTexts(json, "aliases", model.Aliases);
        if (model.Kind != ModelKind.Unknown)
        {
            json.WriteString("kind", CatalogFields.Kinds[(int)model.Kind - 1]);
        }

        WriteTexts(json, "can", [.. CapabilityNames.For(model.Capabilities.Yes)]);
        WriteTexts(json, "cannot", [.. CapabilityNames.For(model.Capabilities.No)]);
        WriteCount(json, "context", model.ContextWindow);
        WriteCount(json, "maxInput", model.MaxInputTokens);
        WriteCount(json, "maxOutput", model.MaxOutputTokens);
        WriteText(json, "tokenizer", model.Tokenizer);
        WriteCount(json, "dimensions", model.Dimensions);
        WriteText(json, "embeddingSpace", model.EmbeddingSpace);
        WriteDay(json, "released", model.Lifecycle?.Released);
        WriteDay(json, "deprecated", model.Lifecycle?.Deprecated);
        WriteDay(json, "sunset", model.Lifecycle?.Sunset);
        WriteText(json, "successor", model.Lifecycle?.Successor);
        if (model.Regions is { } regions)
        {
            WriteInline(json, "regions", InlineJson.Texts(regions));
        }

        WriteCount(json, "retentionDays", model.RetentionDays);
        if (model.Pricing is { } pricing)
        {
            PriceWriter.Write(json, pricing);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteDay(Utf8JsonWriter json, string name, DateOnly? value) =>
        WriteText(json, name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void WriteCount(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            WriteInline(json, name, InlineJson.Texts(values));
        }
    }

    private static void WriteInline(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
