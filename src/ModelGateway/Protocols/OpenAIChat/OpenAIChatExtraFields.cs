using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes <see cref="ChatOptions.AdditionalProperties"/> as fields of the body, for what has no option.</summary>
internal static class OpenAIChatExtraFields
{
    private const string OwnPrefix = "modelgateway.";

    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        WriteShared(writer, call, options, dialect);
        foreach ((string name, object? value) in properties)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal) || name == "strict")
            {
                continue; // The gateway's own, and the mark of a strict response schema.
            }

            if (IsWritten(name, call, options, dialect))
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

    private static void WriteShared(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        bool hasCacheKey = dialect.Has(ChatFeatures.PromptCacheKey);
        if (hasCacheKey && ProviderExtras.PromptCacheKey(options) is { } key)
        {
            writer.WriteString("prompt_cache_key"u8, key);
        }

        bool hasTier = dialect.Has(ChatFeatures.ServiceTier);
        if (hasTier && ProviderExtras.ServiceTier(options) is { } tier)
        {
            writer.WriteString("service_tier"u8, tier);
        }

        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.Of(options, dialect));
        ProviderExtras.NoteUnsent(call, dialect.Service, hasCacheKey, hasTier, budget: OpenAIChatReasoningWriter.TakesBudget(dialect));
    }

    private static bool IsWritten(string name, ChatCall call, ChatOptions options, ChatDialect dialect) => name switch
    {
        "model" or "messages" or "stream" => true,
        "stream_options" => call.Streaming && dialect.Has(ChatFeatures.StreamUsage),
        "max_completion_tokens" or "max_tokens" => call.MaxOutputTokens is not null,
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null && dialect.Has(ChatFeatures.Penalties),
        "presence_penalty" => options.PresencePenalty is not null && dialect.Has(ChatFeatures.Penalties),
        "seed" => options.Seed is not null && dialect.Has(ChatFeatures.Seed),
        "top_k" => options.TopK is not null && dialect.Has(ChatFeatures.TopK),
        "stop" => options.StopSequences is { Count: > 0 },
        "reasoning" or "reasoning_effort" or "thinking" or "enable_thinking" or "thinking_budget" or "chat_template_kwargs"
            => OpenAIChatReasoningWriter.IsWritten(name, options, dialect),
        "response_format" => options.ResponseFormat is ChatResponseFormatJson,
        "tools" => OpenAIChatToolWriter.IsWritten(options, dialect),
        "tool_choice" => options.ToolMode is not null && Has<AIFunctionDeclaration>(options),
        "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && Has<AIFunctionDeclaration>(options),
        "prompt_cache_key" => dialect.Has(ChatFeatures.PromptCacheKey) && ProviderExtras.PromptCacheKey(options) is not null,
        "service_tier" => dialect.Has(ChatFeatures.ServiceTier) && ProviderExtras.ServiceTier(options) is not null,
        OpenAIChatCacheControl.Name => OpenAIChatCacheControl.Of(options, dialect) is not null,
        "web_search_options" => dialect.WebSearch == WebSearchForm.Options && Has<HostedWebSearchTool>(options),
        "plugins" => dialect.WebSearch == WebSearchForm.Plugin && Has<HostedWebSearchTool>(options),
        "search_options" => dialect.WebSearch == WebSearchForm.Flag
            && options.Tools?.Any(static tool => tool is HostedWebSearchTool && HostedToolFields.Any(tool)) is true,
        "enable_search" => dialect.WebSearch == WebSearchForm.Flag && Has<HostedWebSearchTool>(options),
        _ => false,
    };

    private static bool Has<T>(ChatOptions options) => options.Tools?.Any(static tool => tool is T) is true;
}
