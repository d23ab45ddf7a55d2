using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Prompt-cache breakpoints: the additional property <c>cache_control</c> or the gateway's own mark of a content or tool, with the time to
/// live <c>5m</c> or <c>1h</c> as its value, as for Anthropic, becomes a <c>cachePoint</c> block after the block that it marks.
/// </summary>
internal static class BedrockCachePoint
{
    public const string Key = "cache_control";

    public static void Write(Utf8JsonWriter writer, AIContent content, ChatCall call)
    {
        if (content.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        if (properties.TryGetValue(Key, out object? value))
        {
            Write(writer, value, call);
        }
        else if (ProviderExtras.CacheBreakpoint(content) is { } timeToLive)
        {
            WriteMark(writer, timeToLive, call);
        }
    }

    public static void Write(Utf8JsonWriter writer, AITool tool, ChatCall call)
    {
        if (tool.AdditionalProperties.Count == 0)
        {
            return;
        }

        if (tool.AdditionalProperties.TryGetValue(Key, out object? value))
        {
            Write(writer, value, call);
        }
        else if (ProviderExtras.CacheBreakpoint(tool) is { } timeToLive && BedrockModel.Parse(call.ModelId).IsClaude)
        {
            Write(writer, timeToLive, call); // Nova caches messages and system text alone.
        }
    }

    /// <summary>Writes the gateway's mark of the whole request, which caches everything up to its end.</summary>
    public static void WriteEnd(Utf8JsonWriter writer, ChatCall call)
    {
        if (call.Options?.AdditionalProperties is not { Count: > 0 } extras)
        {
            return;
        }

        if (extras.TryGetValue(Key, out object? value))
        {
            Write(writer, value, call);
        }
        else if (ContentOrigin.ReadString(extras, ProviderOptionNames.CacheBreakpoint) is { } timeToLive)
        {
            WriteMark(writer, timeToLive, call);
        }
    }

    // The caller marks where caching pays, whichever model serves the request. A model that does not cache on demand gets no cache point.
    private static void WriteMark(Utf8JsonWriter writer, string timeToLive, ChatCall call)
    {
        BedrockModel model = BedrockModel.Parse(call.ModelId);
        if (model.IsClaude)
        {
            Write(writer, timeToLive, call);
        }
        else if (model.IsNova)
        {
            Write(writer, "5m", call); // The only time it knows.
        }
    }

    private static void Write(Utf8JsonWriter writer, object? value, ChatCall call)
    {
        string? timeToLive = value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : value as string;
        if (timeToLive is not ("5m" or "1h"))
        {
            call.Notes.Add("A cache_control was not sent: its value is neither \"5m\" nor \"1h\".");
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.CachePoint);
        writer.WriteString(BedrockNames.Type, "default"u8);
        if (timeToLive == "1h")
        {
            // Five minutes are the default, and not every model that caches takes the field.
            writer.WriteString(BedrockNames.Ttl, timeToLive);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
