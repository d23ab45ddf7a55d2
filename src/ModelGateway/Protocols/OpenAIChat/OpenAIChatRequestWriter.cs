using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the body: the model, the messages and the options.</summary>
internal static class OpenAIChatRequestWriter
{
    public static void Write(IBufferWriter<byte> output, ChatCall call, ChatDialect dialect)
    {
        ChatOptions? options = call.Options;
        if (options is not null)
        {
            RefuseState(options, dialect.Service);
        }

        try
        {
            Utf8JsonWriter writer = JsonWriters.Rent(output);
            WriteBody(writer, call, options, dialect);
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProtocolError.InvalidRequest(exception);
        }
    }

    private static void RefuseState(ChatOptions options, string service)
    {
        if (options.ConversationId is not null)
        {
            throw ProtocolError.Unsupported($"ConversationId cannot be sent: {service} keeps no conversations. Send the whole history instead.");
        }

        if (options.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported($"ContinuationToken cannot be sent: {service} cannot continue an answer. Send the request again instead.");
        }

        if (options.AllowBackgroundResponses is true)
        {
            throw ProtocolError.Unsupported($"AllowBackgroundResponses cannot be sent: {service} has no background responses. Leave it unset.");
        }
    }

    private static void WriteBody(Utf8JsonWriter writer, ChatCall call, ChatOptions? options, ChatDialect dialect)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WritePropertyName("messages"u8);
        using (OpenAIChatMessageWriter messages = new(writer, call, dialect))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);

            WriteStreamOptions(writer, dialect);
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber(dialect.OutputLimit, limit);
        }

        if (options is not null)
        {
            WriteOptions(writer, call, options, dialect);
            OpenAIChatExtraFields.Write(writer, call, options, dialect);
        }

        writer.WriteEndObject();
    }

    private static void WriteStreamOptions(Utf8JsonWriter writer, ChatDialect dialect)
    {
        if (!dialect.Has(ChatFeatures.StreamUsage))
        {
            return; // Usage comes by itself.
        }

        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        if (dialect.Has(ChatFeatures.Obfuscation))
        {
            // Without the padding that hides the lengths of chunks on the wire: OpenAI offers to leave it out where the network is trusted,
            // and it doubles the bytes to read.
            writer.WriteBoolean("include_obfuscation"u8, false);
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        WriteNumber(writer, "temperature"u8, options.Temperature);
        WriteNumber(writer, "top_p"u8, options.TopP);
        if (dialect.Has(ChatFeatures.Penalties))
        {
            WriteNumber(writer, "frequency_penalty"u8, options.FrequencyPenalty);
            WriteNumber(writer, "presence_penalty"u8, options.PresencePenalty);
        }
        else
        {
            NoteUnsent(call, "FrequencyPenalty", options.FrequencyPenalty is not null, dialect);
            NoteUnsent(call, "PresencePenalty", options.PresencePenalty is not null, dialect);
        }

        if (options.Seed is { } seed && IsKnown(call, "Seed", ChatFeatures.Seed, dialect))
        {
            writer.WriteNumber("seed"u8, seed);
        }

        if (options.TopK is { } topK && IsKnown(call, "TopK", ChatFeatures.TopK, dialect))
        {
            writer.WriteNumber("top_k"u8, topK);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            writer.WriteStartArray("stop"u8);
            for (int i = 0; i < stops.Count; i++)
            {
                writer.WriteStringValue(stops[i]);
            }

            writer.WriteEndArray();
        }

        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        OpenAIChatReasoningWriter.Write(writer, call, options, dialect);
        OpenAIChatResponseFormatWriter.Write(writer, call, options, dialect);
        OpenAIChatToolWriter.Write(writer, call, options, dialect);
    }

    private static bool IsKnown(ChatCall call, string option, ChatFeatures feature, ChatDialect dialect)
    {
        bool known = dialect.Has(feature);
        NoteUnsent(call, option, !known, dialect);
        return known;
    }

    private static void NoteUnsent(ChatCall call, string option, bool unsent, ChatDialect dialect)
    {
        if (unsent)
        {
            call.Notes.OptionNotSent(option, dialect.Service);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
