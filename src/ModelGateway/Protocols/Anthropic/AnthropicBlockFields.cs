using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The fields of a content block, whatever its type and their order.</summary>
internal ref struct AnthropicBlockFields
{
    public string? Text { get; private set; }

    public string? Thinking { get; private set; }

    public string? Signature { get; private set; }

    public string? Data { get; private set; }

    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public ReadOnlySpan<byte> Input { get; private set; }

    public List<AIAnnotation>? Citations { get; private set; }

    public static AnthropicBlockFields Read(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        AnthropicBlockFields fields = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                fields.Text = reader.GetString();
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                fields.Thinking = reader.GetString();
            }
            else if (reader.ValueTextEquals("signature"u8))
            {
                reader.Read();
                fields.Signature = reader.GetString();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                fields.Data = reader.GetString();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                fields.Id = reader.GetString();
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                fields.Name = reader.GetString();
            }
            else if (reader.ValueTextEquals("input"u8))
            {
                reader.Read();
                fields.Input = JsonFields.ReadRaw(ref reader, json);
            }
            else if (reader.ValueTextEquals("citations"u8))
            {
                reader.Read();
                fields.Citations = AnthropicCitationReader.ReadAll(ref reader);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        return fields;
    }
}
