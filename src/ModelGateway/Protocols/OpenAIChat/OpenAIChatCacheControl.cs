using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Prompt-cache breakpoints, for services that pass them on to vendors behind them: <c>cache_control</c>, in Anthropic's form.
/// </summary>
internal static class OpenAIChatCacheControl
{
    public const string Name = "cache_control";

    private const string DefaultTimeToLive = "5m";

    /// <summary>The time to live of a content's breakpoint; null where it has none or the service takes none.</summary>
    public static string? From(AIContent content, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) ? ProviderExtras.CacheBreakpoint(content) : null;

    /// <summary>The time to live of a tool's breakpoint.</summary>
    public static string? From(AITool tool, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) ? ProviderExtras.CacheBreakpoint(tool) : null;

    /// <summary>The time to live of the breakpoint behind the request's last message.</summary>
    public static string? From(ChatOptions options, ChatDialect dialect) =>
        dialect.Has(ChatFeatures.CacheControl) && options.AdditionalProperties is { Count: > 0 } properties
            ? ContentOrigin.ReadString(properties, ProviderOptionNames.CacheBreakpoint)
            : null;

    public static void Write(Utf8JsonWriter writer, string? timeToLive)
    {
        if (timeToLive is null)
        {
            return;
        }

        writer.WriteStartObject(OpenAIChatNames.CacheControl);
        writer.WriteString(OpenAIChatNames.Type, "ephemeral"u8);
        if (timeToLive != DefaultTimeToLive)
        {
            writer.WriteString(OpenAIChatNames.TimeToLive, timeToLive); // Not every vendor knows another than the default.
        }

        writer.WriteEndObject();
    }
}
