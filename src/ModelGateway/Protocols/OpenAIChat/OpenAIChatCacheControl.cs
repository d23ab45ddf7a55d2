using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Prompt-cache breakpoints, for services that pass them on to vendors that want them: <c>cache_control</c>, as Anthropic has it.</summary>
internal static class OpenAIChatCacheControl
{
    public const string Name = "cache_control";

    /// <summary>The content's mark, where the service takes marks.</summary>
    public static string? Of(AIContent content, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) ? ProviderExtras.CacheBreakpoint(content) : null;

    public static string? Of(AITool tool, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) ? ProviderExtras.CacheBreakpoint(tool) : null;

    /// <summary>The mark of the whole request: up to its last message.</summary>
    public static string? Of(ChatOptions options, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) && options.AdditionalProperties is { Count: > 0 } properties
            ? ContentOrigin.ReadString(properties, ProviderOptionNames.CacheBreakpoint)
            : null;

    public static void Write(Utf8JsonWriter writer, string? timeToLive)
    {
        if (timeToLive is null)
        {
            return;
        }

        writer.WriteStartObject("cache_control"u8);
        writer.WriteString("type"u8, "ephemeral"u8);
        if (timeToLive != "5m")
        {
            writer.WriteString("ttl"u8, timeToLive); // Five minutes are the default, and not every vendor behind it knows others.
        }

        writer.WriteEndObject();
    }
}
