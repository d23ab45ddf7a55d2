using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Content that only the protocol it came from understands (signatures, encrypted reasoning) remembers that protocol, as a string among
/// its additional properties, so that histories can be stored, moved to another provider and moved back.
/// </summary>
internal static class ContentOrigin
{
    /// <summary>The protocol that a content came from.</summary>
    public const string OriginKey = "modelgateway.origin";

    /// <summary>A signature that belongs to a tool call rather than to a reasoning content (Gemini's <c>thoughtSignature</c>).</summary>
    public const string SignatureKey = "modelgateway.signature";

    /// <summary>Marks a content as coming from a protocol. Call it on new contents only, never on a caller's.</summary>
    public static void Set(AIContent content, string protocol) => (content.AdditionalProperties ??= [])[OriginKey] = protocol;

    public static void SetSignature(AIContent content, string protocol, string signature)
    {
        Set(content, protocol);
        content.AdditionalProperties![SignatureKey] = signature;
    }

    /// <summary>Whether what is protected in the content was issued by this protocol. Unmarked content counts as foreign.</summary>
    public static bool IsFrom(AIContent content, string protocol) =>
        content.AdditionalProperties is { } properties
        && string.Equals(ReadString(properties, OriginKey), protocol, StringComparison.Ordinal);

    public static string? GetSignature(AIContent content, string protocol) =>
        IsFrom(content, protocol) ? ReadString(content.AdditionalProperties!, SignatureKey) : null;

    /// <summary>Reads a string property, also of a history that went through JSON, which leaves a <see cref="JsonElement"/>.</summary>
    public static string? ReadString(AdditionalPropertiesDictionary properties, string key) =>
        !properties.TryGetValue(key, out object? value) ? null
        : value is string text ? text
        : value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString()
        : null;
}
