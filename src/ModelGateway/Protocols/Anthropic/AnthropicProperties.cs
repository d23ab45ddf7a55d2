using System.Text.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Finds which property a reader stands on.</summary>
internal static class AnthropicProperties
{
    public static AnthropicProperty Find(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? AnthropicProperty.Id
        : reader.ValueTextEquals("type"u8) ? AnthropicProperty.Type
        : reader.ValueTextEquals("model"u8) ? AnthropicProperty.Model
        : reader.ValueTextEquals("content"u8) ? AnthropicProperty.Content
        : reader.ValueTextEquals("usage"u8) ? AnthropicProperty.Usage
        : reader.ValueTextEquals("error"u8) ? AnthropicProperty.Error
        : reader.ValueTextEquals("stop_reason"u8) ? AnthropicProperty.StopReason
        : reader.ValueTextEquals("stop_sequence"u8) ? AnthropicProperty.StopSequence
        : reader.ValueTextEquals("stop_details"u8) ? AnthropicProperty.StopDetails
        : AnthropicProperty.Unknown;
}
