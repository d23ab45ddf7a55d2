using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Writes the body of a request: the model, the messages and the options. Fields that only Mistral has (<c>safe_prompt</c>,
/// <c>prompt_mode</c>, <c>guardrails</c>, <c>prediction</c>, …) come from the additional properties.
/// </summary>
internal readonly ref struct MistralRequestWriter(Utf8JsonWriter writer, ChatCall call) : IWrittenFields
{
    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        WireRequest.RefuseState(call.Options, MistralProtocol.Service);
        WireRequest.NoteBackground(call, MistralProtocol.Service);
        WireRequest.Write(output, call, static (writer, call) => new MistralRequestWriter(writer, call).WriteBody());
    }

    public bool IsWritten(string name)
    {
        ChatOptions options = call.Options!;
        return name switch
        {
            "model" or "messages" or "stream" => true,
            "max_tokens" => call.MaxOutputTokens is not null,
            "temperature" => options.Temperature is not null,
            "top_p" => options.TopP is not null,
            "frequency_penalty" => options.FrequencyPenalty is not null,
            "presence_penalty" => options.PresencePenalty is not null,
            "random_seed" => options.Seed is not null,
            "stop" => options.StopSequences is { Count: > 0 },
            "reasoning_effort" => options.Reasoning?.Effort is not null && !IsMagistral,
            "prompt_mode" => options.Reasoning?.Effort is not (null or ReasoningEffort.None) && IsMagistral,
            "prompt_cache_key" => ProviderExtras.PromptCacheKey(options) is not null,
            "response_format" => options.ResponseFormat is ChatResponseFormatJson,
            "tools" => options.Tools is { Count: > 0 },
            "tool_choice" => options.ToolMode is not null && options.Tools is { Count: > 0 },
            "parallel_tool_calls" => options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 },
            _ => false,
        };
    }

    private bool IsMagistral => call.ModelId.Contains("magistral", StringComparison.OrdinalIgnoreCase);

    private void WriteBody()
    {
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Model, call.ModelId);
        writer.WritePropertyName(OpenAIChatNames.Messages);
        using (MistralMessageWriter messages = new(writer, call))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean(OpenAIChatNames.Stream, true); // Mistral sends usage without being asked.
        }

        WireRequest.WriteNumber(writer, OpenAIChatNames.MaxTokens, call.MaxOutputTokens);

        if (call.Options is { } options)
        {
            WriteOptions(options);
            ExtraFields.NoteChoices(call, options.AdditionalProperties);
            ExtraFields.Write(writer, call, options.AdditionalProperties, this, handled: FunctionWriter.StrictProperty);
        }

        writer.WriteEndObject();
    }

    private void WriteOptions(ChatOptions options)
    {
        WireRequest.WriteNumber(writer, OpenAIChatNames.Temperature, options.Temperature);
        WireRequest.WriteNumber(writer, OpenAIChatNames.TopP, options.TopP);
        WireRequest.WriteNumber(writer, OpenAIChatNames.FrequencyPenalty, options.FrequencyPenalty);
        WireRequest.WriteNumber(writer, OpenAIChatNames.PresencePenalty, options.PresencePenalty);
        WireRequest.WriteNumber(writer, MistralNames.RandomSeed, options.Seed);

        new StopSequences(call, MistralProtocol.Service).Write(writer, OpenAIChatNames.Stop);
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
            writer.WriteString(OpenAIChatNames.PromptCacheKey, key);
        }

        ProviderExtras.NoteUnsent(call, MistralProtocol.Service, cacheKey: true);
        WriteReasoning(options.Reasoning);
        WriteResponseFormat(options);
        new MistralToolWriter(writer, call, options).Write();
    }

    // Models with optional reasoning know the efforts none and high. Magistral always reasons; prompt_mode adds the system prompt that it
    // was trained with.
    private void WriteReasoning(ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            if (!IsMagistral)
            {
                WriteEffort(effort);
            }
            else
            {
                WritePromptMode(effort);
            }
        }

        if (reasoning?.Output is { } output && !(output == ReasoningOutput.None && reasoning.Effort == ReasoningEffort.None))
        {
            call.Notes.OptionNotSent("Reasoning.Output", MistralProtocol.Service);
        }
    }

    private void WritePromptMode(ReasoningEffort effort)
    {
        if (effort == ReasoningEffort.None)
        {
            call.Notes.Add("Reasoning.Effort None was not sent: Magistral always reasons.");
            return;
        }

        writer.WriteString(MistralNames.PromptMode, "reasoning"u8);
        if (effort is not ReasoningEffort.High)
        {
            call.Notes.Add($"Reasoning.Effort {effort} was sent as prompt_mode: Magistral knows no degrees.");
        }
    }

    private void WriteEffort(ReasoningEffort effort)
    {
        if (!MistralWords.Efforts.TryWrite(effort, out JsonEncodedText word))
        {
            call.Notes.Add($"Reasoning.Effort {effort} was sent as high: Mistral knows none and high.");
            MistralWords.Efforts.TryWrite(ReasoningEffort.High, out word);
        }

        writer.WriteString(OpenAIChatNames.ReasoningEffort, word);
    }

    // The schema is sent as given; it is strict only where the application asks for that.
    private void WriteResponseFormat(ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return; // A model writes text unless the request says otherwise.
        }

        writer.WriteStartObject(OpenAIChatNames.ResponseFormat);
        if (format.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            bool isStrict = ExtraFields.IsTrue(options.AdditionalProperties, FunctionWriter.StrictProperty);
            writer.WriteString(OpenAIChatNames.Type, OpenAIChatNames.JsonSchema);
            OpenAIChatResponseFormatWriter.WriteSchema(writer, format, JsonMarshal.GetRawUtf8Value(schema), isStrict);
        }
        else
        {
            writer.WriteString(OpenAIChatNames.Type, "json_object"u8);
        }

        writer.WriteEndObject();
    }
}
