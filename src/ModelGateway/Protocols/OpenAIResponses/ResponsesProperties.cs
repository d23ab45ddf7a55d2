using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>What contents remember of the output items that they were read from, among their additional properties.</summary>
internal static class ResponsesProperties
{
    /// <summary>The id of the item; goes back only along with the reasoning before it, without which the service would miss that.</summary>
    public const string ItemId = "modelgateway.item_id";

    /// <summary>The JSON of a whole item that the service made itself (a search, a run of code), which goes back as it is.</summary>
    public const string Item = "modelgateway.item";

    /// <summary>Whether a message is a comment on the way or the final answer.</summary>
    public const string Phase = "modelgateway.phase";

    public static string? Read(AIContent content, string key) =>
        content.AdditionalProperties is { } properties ? ContentOrigin.ReadString(properties, key) : null;

    public static void Set(AIContent content, string protocol, string key, string? value)
    {
        if (value is not null)
        {
            ContentOrigin.Set(content, protocol);
            content.AdditionalProperties![key] = value;
        }
    }

    /// <summary>A string among a caller's properties.</summary>
    public static string? Text(object? value) =>
        value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : value as string;

    public static bool IsTrue(object? value) => value is true or JsonElement { ValueKind: JsonValueKind.True };
}
