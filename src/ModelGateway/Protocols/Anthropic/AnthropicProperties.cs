using System.Text.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Finds which property a reader stands on.</summary>
internal static class AnthropicProperties
{
    public static AnthropicProperty Find(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals(AnthropicNames.Id.EncodedUtf8Bytes) ? AnthropicProperty.Id
        : reader.ValueTextEquals(AnthropicNames.Type.EncodedUtf8Bytes) ? AnthropicProperty.Type
        : reader.ValueTextEquals(AnthropicNames.Model) ? AnthropicProperty.Model
        : reader.ValueTextEquals(AnthropicNames.Content.EncodedUtf8Bytes) ? AnthropicProperty.Content
        : reader.ValueTextEquals(AnthropicNames.Usage) ? AnthropicProperty.Usage
        : reader.ValueTextEquals(AnthropicNames.Error) ? AnthropicProperty.Error
        : reader.ValueTextEquals(AnthropicNames.StopReason) ? AnthropicProperty.StopReason
        : reader.ValueTextEquals(AnthropicNames.StopSequence) ? AnthropicProperty.StopSequence
        : reader.ValueTextEquals(AnthropicNames.StopDetails) ? AnthropicProperty.StopDetails
        : reader.ValueTextEquals(AnthropicNames.Container) ? AnthropicProperty.Container
        : reader.ValueTextEquals(AnthropicNames.ContextManagement) ? AnthropicProperty.ContextManagement
        : AnthropicProperty.Unknown;
}
