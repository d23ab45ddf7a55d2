using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes <see cref="ChatOptions.AdditionalProperties"/> as fields of the body, for what has no option.</summary>
internal readonly ref struct ResponsesExtraFields(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ResponsesSettings settings)
{
    private const string OwnPrefix = "modelgateway.";

    public void Write()
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        WriteShared();
        foreach ((string name, object? value) in properties)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal) || name == "strict"
                || (name == "verbosity" && ResponsesTextWriter.Verbosity(options) is not null))
            {
                continue; // The gateway's own properties, "strict" and "verbosity" are not fields of the body.
            }

            if (IsWritten(name) || (name == "stream_options" && call.Streaming && settings.Obfuscates))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            writer.WritePropertyName(name);
            ToolArguments.WriteValue(writer, value);
        }
    }

    private void WriteShared()
    {
        if (ProviderExtras.PromptCacheKey(options) is { } key)
        {
            writer.WriteString(ResponsesNames.PromptCacheKey, key);
        }

        if (ProviderExtras.ServiceTier(options) is { } tier)
        {
            writer.WriteString(ResponsesNames.ServiceTier, tier);
        }

        ProviderExtras.NoteUnsent(call, settings.Service, cacheKey: true, tier: true);
    }

    private bool IsWritten(string name) => name switch
    {
        "model" or "input" or "stream" => true,
        "instructions" => !string.IsNullOrEmpty(options.Instructions),
        "max_output_tokens" => call.MaxOutputTokens is not null,
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "reasoning" => ResponsesRequestWriter.IsWritten(options.Reasoning),
        "text" => options.ResponseFormat is ChatResponseFormatJson || ResponsesTextWriter.Verbosity(options) is not null,
        "prompt_cache_key" => ProviderExtras.PromptCacheKey(options) is not null,
        "service_tier" => ProviderExtras.ServiceTier(options) is not null,
        "background" => options.AllowBackgroundResponses is true,
        "conversation" or "previous_response_id" => options.ConversationId is { Length: > 0 },
        "tools" => options.Tools is { Count: > 0 },
        "tool_choice" => options.ToolMode is not null && options.Tools is { Count: > 0 },
        "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 },
        _ => false,
    };
}
