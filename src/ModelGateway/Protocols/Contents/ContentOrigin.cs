using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Marks content that only its own protocol understands (signatures, encrypted reasoning) with the name of that protocol. The mark is a
/// string among the additional properties, so that histories can be stored, moved to another provider and moved back.
/// </summary>
internal static class ContentOrigin
{
    /// <summary>The protocol that a content came from.</summary>
    public const string OriginKey = "modelgateway.origin";

    /// <summary>The signature of a tool call (Gemini's <c>thoughtSignature</c>); that of reasoning is its protected data.</summary>
    public const string SignatureKey = "modelgateway.signature";

    /// <summary>Marks a content as coming from a protocol. Only for new contents: the caller's objects are never changed.</summary>
    public static void Set(AIContent content, string protocol) => (content.AdditionalProperties ??= [])[OriginKey] = protocol;

    public static void SetSignature(AIContent content, string protocol, string signature)
    {
        Set(content, protocol);
        content.AdditionalProperties![SignatureKey] = signature;
    }

    /// <summary>Whether the content came from this protocol. Unmarked content counts as foreign.</summary>
    public static bool IsFrom(AIContent content, string protocol) =>
        content.AdditionalProperties is { } properties
        && string.Equals(ReadString(properties, OriginKey), protocol, StringComparison.Ordinal);

    public static string? GetSignature(AIContent content, string protocol) =>
        IsFrom(content, protocol) ? ReadString(content.AdditionalProperties!, SignatureKey) : null;

    /// <summary>Reads a string property. A history that went through JSON holds it as a <see cref="JsonElement"/>.</summary>
    public static string? ReadString(AdditionalPropertiesDictionary properties, string key) =>
        !properties.TryGetValue(key, out object? value) ? null
        : value is string text ? text
        : value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString()
        : null;
}
