using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Finds the type of a stream's event: the event's <c>event</c> field, or the <c>type</c> in its data if a proxy left the field out.
/// </summary>
internal static class AnthropicEventTypes
{
    public static AnthropicEventType Find(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        AnthropicEventType type = Find(eventType);
        return type == AnthropicEventType.Unknown && !data.IsEmpty && data[0] == (byte)'{' ? FindIn(data) : type;
    }

    private static AnthropicEventType FindIn(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        string? type = JsonFields.PeekString(reader, AnthropicNames.Type.EncodedUtf8Bytes);
        return type is not null ? Find(System.Text.Encoding.UTF8.GetBytes(type))
            : HasError(reader) ? AnthropicEventType.Error
            : AnthropicEventType.Unknown;
    }

    // What a proxy or Vertex AI reports itself, {"error":{…}}, has no type.
    private static bool HasError(Utf8JsonReader reader)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            bool isError = reader.ValueTextEquals(AnthropicNames.Error);
            reader.Read();
            if (isError && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static AnthropicEventType Find(ReadOnlySpan<byte> type) =>
        AnthropicWords.Events.TryFind(type, out AnthropicEventType found) ? found : AnthropicEventType.Unknown;
}
