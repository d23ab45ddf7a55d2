using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Tells a stream's events apart: by the event's own type, or by the data's where a proxy left that out.</summary>
internal static class AnthropicEventTypes
{
    public static AnthropicEventType Find(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        AnthropicEventType type = Find(eventType);
        return type == AnthropicEventType.Unknown && !data.IsEmpty && data[0] == (byte)'{' ? FindIn(data) : type;
    }

    private static AnthropicEventType FindIn(ReadOnlySpan<byte> data)
    {
        string? type = JsonFields.PeekString(WireJson.Open(data), "type"u8);
        return type is null ? AnthropicEventType.Unknown : Find(System.Text.Encoding.UTF8.GetBytes(type));
    }

    private static AnthropicEventType Find(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("content_block_delta"u8) ? AnthropicEventType.BlockDelta
        : type.SequenceEqual("content_block_start"u8) ? AnthropicEventType.BlockStart
        : type.SequenceEqual("content_block_stop"u8) ? AnthropicEventType.BlockStop
        : type.SequenceEqual("ping"u8) ? AnthropicEventType.Ping
        : type.SequenceEqual("message_start"u8) ? AnthropicEventType.MessageStart
        : type.SequenceEqual("message_delta"u8) ? AnthropicEventType.MessageDelta
        : type.SequenceEqual("message_stop"u8) ? AnthropicEventType.MessageStop
        : type.SequenceEqual("error"u8) ? AnthropicEventType.Error
        : AnthropicEventType.Unknown;
}
