using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Prompt-cache breakpoints: the additional property <c>cache_control</c> or the gateway's mark of a content or tool. The value is the
/// time to live, <c>5m</c> or <c>1h</c>.
/// </summary>
internal static class AnthropicCacheControl
{
    public const string Key = "cache_control";

    public static void Write(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        if (content.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        if (properties.TryGetValue(Key, out object? value))
        {
            Write(writer, Text(value), notes);
        }
        else if (ProviderExtras.CacheBreakpoint(content) is { } timeToLive)
        {
            Write(writer, timeToLive, notes);
        }
    }

    public static void Write(Utf8JsonWriter writer, AITool tool, CallNotes notes)
    {
        if (tool.AdditionalProperties.Count == 0)
        {
            return;
        }

        if (tool.AdditionalProperties.TryGetValue(Key, out object? value))
        {
            Write(writer, Text(value), notes);
        }
        else if (ProviderExtras.CacheBreakpoint(tool) is { } timeToLive)
        {
            Write(writer, timeToLive, notes);
        }
    }

    public static void Write(Utf8JsonWriter writer, string? timeToLive, CallNotes notes)
    {
        if (timeToLive is not ("5m" or "1h"))
        {
            notes.Add("A cache_control was not sent: its value is neither \"5m\" nor \"1h\".");
            return;
        }

        writer.WriteStartObject(AnthropicNames.CacheControl);
        writer.WriteString(AnthropicNames.Type, "ephemeral"u8);
        writer.WriteString(AnthropicNames.Ttl, timeToLive);
        writer.WriteEndObject();
    }

    public static string? Text(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        _ => null,
    };
}
