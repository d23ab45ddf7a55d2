using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Writes the body: the model, the messages and the options. What Cohere alone has (<c>documents</c>, <c>safety_mode</c>,
/// <c>citation_options</c>, <c>strict_tools</c>, …) comes from the additional properties.
/// </summary>
internal static class CohereRequestWriter
{
    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        WireRequest.RefuseState(call.Options, CohereProtocol.Service);
        WireRequest.Write(output, call, WriteBody);
    }

    private static void WriteBody(Utf8JsonWriter writer, ChatCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WritePropertyName("messages"u8);
        using (CohereMessageWriter messages = new(writer, call))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("max_tokens"u8, limit);
        }

        if (call.Options is { } options)
        {
            WriteOptions(writer, call, options);
            ExtraFields.Write(writer, call, options.AdditionalProperties, name => IsWritten(name, call, options), handled: "strict");
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        WireRequest.WriteNumber(writer, "temperature"u8, options.Temperature);
        WireRequest.WriteNumber(writer, "p"u8, options.TopP);
        if (options.TopK is { } topK)
        {
            writer.WriteNumber("k"u8, topK);
        }

        WireRequest.WriteNumber(writer, "frequency_penalty"u8, options.FrequencyPenalty);
        WireRequest.WriteNumber(writer, "presence_penalty"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            writer.WriteNumber("seed"u8, seed);
        }

        WireRequest.WriteStrings(writer, "stop_sequences"u8, options.StopSequences);
        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        ProviderExtras.NoteUnsent(call, CohereProtocol.Service, budget: true);
        WriteThinking(writer, call, options.Reasoning);
        WriteResponseFormat(writer, call, options.ResponseFormat);
        CohereToolWriter.Write(writer, call, options);
    }

    private static void WriteThinking(Utf8JsonWriter writer, ChatCall call, ReasoningOptions? reasoning)
    {
        int? budget = ProviderExtras.ThinkingBudget(call.Options);
        if (budget is not null || reasoning?.Effort is not null)
        {
            writer.WriteStartObject("thinking"u8);
            writer.WriteString("type"u8, budget == 0 || (budget is null && reasoning!.Effort == ReasoningEffort.None) ? "disabled"u8 : "enabled"u8);
            if (budget > 0)
            {
                writer.WriteNumber("token_budget"u8, budget.Value);
            }

            writer.WriteEndObject();
        }

        if (budget is null && reasoning?.Effort is { } effort and not (ReasoningEffort.None or ReasoningEffort.High))
        {
            call.Notes.Add($"Reasoning.Effort {effort} was sent as thinking: Cohere knows no degrees, but a token_budget.");
        }

        if (reasoning?.Output is { } output && !(output == ReasoningOutput.None && reasoning.Effort == ReasoningEffort.None))
        {
            call.Notes.OptionNotSent("Reasoning.Output", CohereProtocol.Service);
        }
    }

    private static void WriteResponseFormat(Utf8JsonWriter writer, ChatCall call, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return; // Text is what the model writes unless it is told otherwise.
        }

        writer.WriteStartObject("response_format"u8);
        writer.WriteString("type"u8, "json_object"u8);
        if (json.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WritePropertyName("json_schema"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            if (!string.IsNullOrEmpty(json.SchemaDescription))
            {
                call.Notes.OptionNotSent("ResponseFormat.SchemaDescription", CohereProtocol.Service);
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsWritten(string name, ChatCall call, ChatOptions options) => name switch
    {
        "model" or "messages" or "stream" => true,
        "max_tokens" => call.MaxOutputTokens is not null,
        "temperature" => options.Temperature is not null,
        "p" => options.TopP is not null,
        "k" => options.TopK is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null,
        "presence_penalty" => options.PresencePenalty is not null,
        "seed" => options.Seed is not null,
        "stop_sequences" => options.StopSequences is { Count: > 0 },
        "thinking" => options.Reasoning?.Effort is not null || ProviderExtras.ThinkingBudget(options) is not null,
        "response_format" => options.ResponseFormat is ChatResponseFormatJson,
        "tools" => options.Tools is { Count: > 0 },
        "tool_choice" => options.ToolMode is NoneChatToolMode or RequiredChatToolMode && options.Tools is { Count: > 0 },
        _ => false,
    };
}
