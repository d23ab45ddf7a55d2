using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the body: the model, the input items and the options.</summary>
internal readonly ref struct ResponsesRequestWriter(Utf8JsonWriter writer, ChatCall call, ResponsesSettings settings)
{
    public static void Write(IBufferWriter<byte> output, ChatCall call, ResponsesSettings settings)
    {
        if (call.Options?.ContinuationToken is not null)
        {
            if (call.Messages.Count > 0)
            {
                call.Notes.Add("Messages were not sent: a ContinuationToken takes up an answer that is under way.");
            }

            return;
        }

        try
        {
            Utf8JsonWriter writer = JsonWriters.Rent(output);
            new ResponsesRequestWriter(writer, call, settings).WriteBody();
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProtocolError.InvalidRequest(exception);
        }
    }

    /// <summary>Whether the options ask for a <c>reasoning</c> field.</summary>
    public static bool IsWritten(ReasoningOptions? reasoning) =>
        reasoning?.Effort is not null || reasoning?.Output is not (null or ReasoningOutput.None);

    private void WriteBody()
    {
        ChatOptions? options = call.Options;
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Model, call.ModelId);
        if (settings.HasInstructions && !string.IsNullOrEmpty(options?.Instructions))
        {
            writer.WriteString(ResponsesNames.Instructions, options.Instructions);
        }

        writer.WritePropertyName(ResponsesNames.Input);
        using (ResponsesInputWriter input = new(writer, call, settings))
        {
            input.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean(ResponsesNames.Stream, true);
            if (settings.Obfuscates)
            {
                // The padding hides the lengths of pieces on the wire, and doubles the bytes to read.
                writer.WriteStartObject(ResponsesNames.StreamOptions);
                writer.WriteBoolean(ResponsesNames.IncludeObfuscation, false);
                writer.WriteEndObject();
            }
        }

        WireRequest.WriteNumber(writer, ResponsesNames.MaxOutputTokens, call.MaxOutputTokens);

        new ResponsesState(writer, call, settings).Write();
        if (options is not null)
        {
            WriteOptions(options);
            new ResponsesExtraFields(writer, call, options, settings).Write();
        }

        writer.WriteEndObject();
    }

    private void WriteOptions(ChatOptions options)
    {
        WriteNumber(ResponsesNames.Temperature, options.Temperature);
        WriteNumber(ResponsesNames.TopP, options.TopP);
        NoteIf(options.FrequencyPenalty is not null, nameof(options.FrequencyPenalty));
        NoteIf(options.PresencePenalty is not null, nameof(options.PresencePenalty));
        NoteIf(options.Seed is not null, nameof(options.Seed));
        NoteIf(options.StopSequences is { Count: > 0 }, nameof(options.StopSequences));
        NoteIf(options.TopK is not null, nameof(options.TopK));
        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        WriteReasoning(options.Reasoning);
        new ResponsesTextWriter(writer, options).Write();
        new ResponsesToolWriter(writer, call, options, settings).Write();
    }

    private void NoteIf(bool isSet, string option)
    {
        if (isSet)
        {
            call.Notes.OptionNotSent(option, settings.Service);
        }
    }

    private void WriteReasoning(ReasoningOptions? reasoning)
    {
        if (!IsWritten(reasoning))
        {
            return;
        }

        writer.WriteStartObject(ResponsesNames.Reasoning);
        if (call.Effort is { } ruled && reasoning!.Effort is not null)
        {
            writer.WriteString(ResponsesNames.Effort, ruled);
        }
        else if (reasoning!.Effort is { } effort && ResponsesWords.Efforts.TryWrite(effort, out JsonEncodedText word))
        {
            writer.WriteString(ResponsesNames.Effort, word);
        }

        if (reasoning.Output is { } output && ResponsesWords.Summaries.TryWrite(output, out JsonEncodedText summary))
        {
            writer.WriteString(ResponsesNames.Summary, summary);
        }

        writer.WriteEndObject();
    }

    private void WriteNumber(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
