using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Writes <see cref="ChatOptions.AdditionalProperties"/>: those that several vendors have as the dialect's fields, the others as they are.
/// </summary>
internal readonly ref struct OpenAIChatExtraFields(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    : IWrittenFields
{
    public void Write()
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        WriteShared();
        ExtraFields.NoteChoices(call, properties);
        ExtraFields.Write(writer, call, properties, this, handled: FunctionWriter.StrictProperty);
    }

    public bool IsWritten(string name) => name switch
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
            => new OpenAIChatReasoningWriter(writer, call, options, dialect).IsWritten(name),
        "response_format" => options.ResponseFormat is ChatResponseFormatJson,
        "prompt_cache_key" => dialect.Has(ChatFeatures.PromptCacheKey) && ProviderExtras.PromptCacheKey(options) is not null,
        "service_tier" => dialect.Has(ChatFeatures.ServiceTier) && ProviderExtras.ServiceTier(options) is not null,
        OpenAIChatCacheControl.Name => OpenAIChatCacheControl.From(options, dialect) is not null,
        _ => IsWrittenForTools(name),
    };

    private bool IsWrittenForTools(string name) => name switch
    {
        "tools" => OpenAIChatToolWriter.IsWritten(options, dialect),
        "tool_choice" => options.ToolMode is not null && HasTool<AIFunctionDeclaration>(),
        "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && HasTool<AIFunctionDeclaration>(),
        "web_search_options" => dialect.WebSearch == WebSearchForm.Options && HasTool<HostedWebSearchTool>(),
        "plugins" => dialect.WebSearch == WebSearchForm.Plugin && HasTool<HostedWebSearchTool>(),
        "search_options" => dialect.WebSearch == WebSearchForm.Flag
            && options.Tools?.Any(static tool => tool is HostedWebSearchTool && HostedToolFields.Any(tool)) is true,
        "enable_search" => dialect.WebSearch == WebSearchForm.Flag && HasTool<HostedWebSearchTool>(),
        _ => false,
    };

    private bool HasTool<T>() => options.Tools?.Any(static tool => tool is T) is true;

    private void WriteShared()
    {
        bool hasCacheKey = dialect.Has(ChatFeatures.PromptCacheKey);
        if (hasCacheKey && ProviderExtras.PromptCacheKey(options) is { } key)
        {
            writer.WriteString(OpenAIChatNames.PromptCacheKey, key);
        }

        bool hasTier = dialect.Has(ChatFeatures.ServiceTier);
        if (hasTier && ProviderExtras.ServiceTier(options) is { } tier)
        {
            writer.WriteString(OpenAIChatNames.ServiceTier, tier);
        }

        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.From(options, dialect));
        ProviderExtras.NoteUnsent(call, dialect.Service, hasCacheKey, hasTier, budget: dialect.TakesThinkingBudget);
    }
}
