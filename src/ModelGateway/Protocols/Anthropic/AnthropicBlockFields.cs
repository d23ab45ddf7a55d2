using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The fields of a content block of any type, in any order.</summary>
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
            if (reader.ValueTextEquals(AnthropicNames.Text.EncodedUtf8Bytes))
            {
                reader.Read();
                fields.Text = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Thinking))
            {
                reader.Read();
                fields.Thinking = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Signature))
            {
                reader.Read();
                fields.Signature = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Data))
            {
                reader.Read();
                fields.Data = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Id.EncodedUtf8Bytes))
            {
                reader.Read();
                fields.Id = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Name.EncodedUtf8Bytes))
            {
                reader.Read();
                fields.Name = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Input.EncodedUtf8Bytes))
            {
                fields.Input = JsonFields.ReadRawValue(ref reader, json);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Citations))
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
