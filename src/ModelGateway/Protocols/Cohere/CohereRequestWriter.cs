using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Writes the body of a request: the model, the messages and the options. Fields that only Cohere has (<c>documents</c>,
/// <c>safety_mode</c>,
/// <c>citation_options</c>, <c>strict_tools</c>, …) come from the additional properties.
/// </summary>
internal readonly ref struct CohereRequestWriter(Utf8JsonWriter writer, ChatCall call) : IWrittenFields
{
    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        WireRequest.RefuseState(call.Options, CohereProtocol.Service);
        WireRequest.NoteBackground(call, CohereProtocol.Service);
        WireRequest.Write(output, call, static (writer, call) => new CohereRequestWriter(writer, call).WriteBody());
    }

    public bool IsWritten(string name)
    {
        ChatOptions options = call.Options!;
        return name switch
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

    private void WriteBody()
    {
        writer.WriteStartObject();
        writer.WriteString(CohereNames.Model, call.ModelId);
        writer.WritePropertyName(CohereNames.Messages);
        using (CohereMessageWriter messages = new(writer, call))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean(CohereNames.Stream, true);
        }

        WireRequest.WriteNumber(writer, CohereNames.MaxTokens, call.MaxOutputTokens);

        if (call.Options is { } options)
        {
            WriteOptions(options);
            ExtraFields.Write(writer, call, options.AdditionalProperties, this, handled: FunctionWriter.StrictProperty);
        }

        writer.WriteEndObject();
    }

    private void WriteOptions(ChatOptions options)
    {
        WireRequest.WriteNumber(writer, CohereNames.Temperature, options.Temperature);
        WireRequest.WriteNumber(writer, CohereNames.TopP, options.TopP);
        WireRequest.WriteNumber(writer, CohereNames.TopK, options.TopK);

        WireRequest.WriteNumber(writer, CohereNames.FrequencyPenalty, options.FrequencyPenalty);
        WireRequest.WriteNumber(writer, CohereNames.PresencePenalty, options.PresencePenalty);
        WireRequest.WriteNumber(writer, CohereNames.Seed, options.Seed);

        new StopSequences(call, CohereProtocol.Service, most: 5).Write(writer, CohereNames.StopSequences);
        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        ProviderExtras.NoteUnsent(call, CohereProtocol.Service, budget: true);
        WriteThinking(options.Reasoning);
        WriteResponseFormat(options.ResponseFormat);
        new CohereToolWriter(writer, call, options).Write();
    }

    private void WriteThinking(ReasoningOptions? reasoning)
    {
        int? budget = ProviderExtras.ThinkingBudget(call.Options);
        if (budget is not null || reasoning?.Effort is not null)
        {
            bool isOff = budget == 0 || (budget is null && reasoning!.Effort == ReasoningEffort.None);
            writer.WriteStartObject(CohereNames.Thinking);
            writer.WriteString(CohereNames.Type, isOff ? "disabled"u8 : "enabled"u8);
            if (budget > 0)
            {
                writer.WriteNumber(CohereNames.TokenBudget, budget.Value);
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

    private void WriteResponseFormat(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return; // A model writes text unless the request says otherwise.
        }

        writer.WriteStartObject(CohereNames.ResponseFormat);
        writer.WriteString(CohereNames.Type, "json_object"u8);
        if (json.Schema is { ValueKind: not JsonValueKind.Undefined })
        {
            writer.WritePropertyName(CohereNames.JsonSchema);
            SchemaNotes.Adapt(json, SchemaDialects.Cohere, call.Notes).Write(writer);
            if (!string.IsNullOrEmpty(json.SchemaDescription))
            {
                call.Notes.OptionNotSent("ResponseFormat.SchemaDescription", CohereProtocol.Service);
            }
        }

        writer.WriteEndObject();
    }
}
