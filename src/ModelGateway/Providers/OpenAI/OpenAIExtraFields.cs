using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Writes <see cref="ChatOptions.AdditionalProperties"/> as fields of the body, for what has no option.</summary>
internal static class OpenAIExtraFields
{
    private const string OwnPrefix = "modelgateway.";

    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        WriteShared(writer, call, options);
        foreach ((string name, object? value) in properties)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal) || name == "strict")
            {
                continue; // The gateway's own, and the mark of a strict response schema.
            }

            if (IsWritten(name, call, options))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            if (name == "n" && value is not 1)
            {
                call.Notes.Add("Of the n choices only the first is read.");
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }

    private static void WriteShared(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        if (ProviderExtras.PromptCacheKey(options) is { } key)
        {
            writer.WriteString("prompt_cache_key"u8, key);
        }

        if (ProviderExtras.ServiceTier(options) is { } tier)
        {
            writer.WriteString("service_tier"u8, tier);
        }

        ProviderExtras.NoteUnsent(call, "OpenAI Chat Completions", cacheKey: true, tier: true);
    }

    private static bool IsWritten(string name, ChatCall call, ChatOptions options) => name switch
    {
        "model" or "messages" or "stream" => true,
        "stream_options" => call.Streaming,
        "max_completion_tokens" or "max_tokens" => call.MaxOutputTokens is not null,
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null,
        "presence_penalty" => options.PresencePenalty is not null,
        "seed" => options.Seed is not null,
        "stop" => options.StopSequences is { Count: > 0 },
        "reasoning_effort" => options.Reasoning?.Effort is not null,
        "response_format" => options.ResponseFormat is ChatResponseFormatJson,
        "tools" => Has<AIFunctionDeclaration>(options),
        "tool_choice" => options.ToolMode is not null && Has<AIFunctionDeclaration>(options),
        "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && Has<AIFunctionDeclaration>(options),
        "prompt_cache_key" => ProviderExtras.PromptCacheKey(options) is not null,
        "service_tier" => ProviderExtras.ServiceTier(options) is not null,
        "web_search_options" => Has<HostedWebSearchTool>(options),
        _ => false,
    };

    private static bool Has<T>(ChatOptions options) => options.Tools?.Any(static tool => tool is T) is true;
}
