using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the body: the model, the input items and the options.</summary>
internal static class ResponsesRequestWriter
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
            WriteBody(writer, call, settings);
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProtocolError.InvalidRequest(exception);
        }
    }

    private static void WriteBody(Utf8JsonWriter writer, ChatCall call, ResponsesSettings settings)
    {
        ChatOptions? options = call.Options;
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        if (settings.HasInstructions && !string.IsNullOrEmpty(options?.Instructions))
        {
            writer.WriteString("instructions"u8, options.Instructions);
        }

        writer.WritePropertyName("input"u8);
        using (ResponsesInputWriter input = new(writer, call, settings))
        {
            input.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);
            if (settings.Obfuscates)
            {
                // The padding hides the lengths of pieces on the wire, and doubles the bytes to read.
                writer.WriteStartObject("stream_options"u8);
                writer.WriteBoolean("include_obfuscation"u8, false);
                writer.WriteEndObject();
            }
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("max_output_tokens"u8, limit);
        }

        ResponsesState.Write(writer, call, settings);
        if (options is not null)
        {
            WriteOptions(writer, call, options, settings);
            ResponsesExtraFields.Write(writer, call, options, settings);
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ResponsesSettings settings)
    {
        WriteNumber(writer, "temperature"u8, options.Temperature);
        WriteNumber(writer, "top_p"u8, options.TopP);
        NoteIf(options.FrequencyPenalty is not null, nameof(options.FrequencyPenalty));
        NoteIf(options.PresencePenalty is not null, nameof(options.PresencePenalty));
        NoteIf(options.Seed is not null, nameof(options.Seed));
        NoteIf(options.StopSequences is { Count: > 0 }, nameof(options.StopSequences));
        NoteIf(options.TopK is not null, nameof(options.TopK));
        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        WriteReasoning(writer, options.Reasoning);
        ResponsesTextWriter.Write(writer, options);
        ResponsesToolWriter.Write(writer, call, options, settings);

        void NoteIf(bool isSet, string option)
        {
            if (isSet)
            {
                call.Notes.OptionNotSent(option, settings.Service);
            }
        }
    }

    private static void WriteReasoning(Utf8JsonWriter writer, ReasoningOptions? reasoning)
    {
        if (!IsWritten(reasoning))
        {
            return;
        }

        writer.WriteStartObject("reasoning"u8);
        if (reasoning!.Effort is { } effort)
        {
            writer.WriteString("effort"u8, effort switch
            {
                ReasoningEffort.None => "none"u8,
                ReasoningEffort.Low => "low"u8,
                ReasoningEffort.Medium => "medium"u8,
                ReasoningEffort.High => "high"u8,
                _ => "xhigh"u8,
            });
        }

        if (reasoning.Output is { } output and not ReasoningOutput.None)
        {
            writer.WriteString("summary"u8, output == ReasoningOutput.Full ? "detailed"u8 : "auto"u8);
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether the options make a <c>reasoning</c> of it.</summary>
    public static bool IsWritten(ReasoningOptions? reasoning) =>
        reasoning?.Effort is not null || reasoning?.Output is not (null or ReasoningOutput.None);

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
