using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Writes the body: the model, the messages and the options. What Mistral alone has (<c>safe_prompt</c>, <c>prompt_mode</c>,
/// <c>guardrails</c>, <c>prediction</c>, …) comes from the additional properties.
/// </summary>
internal static class MistralRequestWriter
{
    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        WireRequest.RefuseState(call.Options, MistralProtocol.Service);
        WireRequest.Write(output, call, WriteBody);
    }

    private static void WriteBody(Utf8JsonWriter writer, ChatCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WritePropertyName("messages"u8);
        using (MistralMessageWriter messages = new(writer, call))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean("stream"u8, true); // Usage comes without being asked for.
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("max_tokens"u8, limit);
        }

        if (call.Options is { } options)
        {
            WriteOptions(writer, call, options);
            if (options.AdditionalProperties is { Count: > 0 } properties)
            {
                if (properties.TryGetValue("n", out object? choices) && choices is not (1 or JsonElement { ValueKind: JsonValueKind.Null }))
                {
                    call.Notes.Add("Of the n choices only the first is read.");
                }

                ExtraFields.Write(writer, call, properties, name => IsWritten(name, call, options), handled: "strict");
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        WireRequest.WriteNumber(writer, "temperature"u8, options.Temperature);
        WireRequest.WriteNumber(writer, "top_p"u8, options.TopP);
        WireRequest.WriteNumber(writer, "frequency_penalty"u8, options.FrequencyPenalty);
        WireRequest.WriteNumber(writer, "presence_penalty"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            writer.WriteNumber("random_seed"u8, seed);
        }

        WireRequest.WriteStrings(writer, "stop"u8, options.StopSequences);
        if (options.TopK is not null)
        {
            call.Notes.OptionNotSent("TopK", MistralProtocol.Service);
        }

        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        if (ProviderExtras.PromptCacheKey(options) is { } key)
        {
            writer.WriteString("prompt_cache_key"u8, key);
        }

        ProviderExtras.NoteUnsent(call, MistralProtocol.Service, cacheKey: true);
        WriteReasoning(writer, call, options.Reasoning);
        MistralResponseFormatWriter.Write(writer, options);
        MistralToolWriter.Write(writer, call, options);
    }

    /// <summary>
    /// Models whose reasoning can be switched know <c>none</c> and <c>high</c>; Magistral always reasons, and <c>prompt_mode</c> puts the
    /// system prompt in front that it was trained with.
    /// </summary>
    private static void WriteReasoning(Utf8JsonWriter writer, ChatCall call, ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            if (!IsMagistral(call))
            {
                writer.WriteString("reasoning_effort"u8, effort == ReasoningEffort.None ? "none"u8 : "high"u8);
                if (effort is not (ReasoningEffort.None or ReasoningEffort.High))
                {
                    call.Notes.Add($"Reasoning.Effort {effort} was sent as high: Mistral knows none and high.");
                }
            }
            else if (effort == ReasoningEffort.None)
            {
                call.Notes.Add("Reasoning.Effort None was not sent: Magistral always reasons.");
            }
            else
            {
                writer.WriteString("prompt_mode"u8, "reasoning"u8);
                if (effort is not ReasoningEffort.High)
                {
                    call.Notes.Add($"Reasoning.Effort {effort} was sent as prompt_mode: Magistral knows no degrees.");
                }
            }
        }

        if (reasoning?.Output is { } output && !(output == ReasoningOutput.None && reasoning.Effort == ReasoningEffort.None))
        {
            call.Notes.OptionNotSent("Reasoning.Output", MistralProtocol.Service);
        }
    }

    private static bool IsMagistral(ChatCall call) => call.ModelId.Contains("magistral", StringComparison.OrdinalIgnoreCase);

    private static bool IsWritten(string name, ChatCall call, ChatOptions options) => name switch
    {
        "model" or "messages" or "stream" => true,
        "max_tokens" => call.MaxOutputTokens is not null,
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null,
        "presence_penalty" => options.PresencePenalty is not null,
        "random_seed" => options.Seed is not null,
        "stop" => options.StopSequences is { Count: > 0 },
        "reasoning_effort" => options.Reasoning?.Effort is not null && !IsMagistral(call),
        "prompt_mode" => options.Reasoning?.Effort is not (null or ReasoningEffort.None) && IsMagistral(call),
        "prompt_cache_key" => ProviderExtras.PromptCacheKey(options) is not null,
        "response_format" => options.ResponseFormat is ChatResponseFormatJson,
        "tools" => options.Tools is { Count: > 0 },
        "tool_choice" => options.ToolMode is not null && options.Tools is { Count: > 0 },
        "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 },
        _ => false,
    };
}
