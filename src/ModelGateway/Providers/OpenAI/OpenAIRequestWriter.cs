using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Writes the body: the model, the messages and the options.</summary>
internal static class OpenAIRequestWriter
{
    private const string Service = "OpenAI Chat Completions";

    public static void Write(IBufferWriter<byte> output, ChatCall call)
    {
        ChatOptions? options = call.Options;
        if (options is not null)
        {
            RefuseState(options);
        }

        try
        {
            Utf8JsonWriter writer = JsonWriters.Rent(output);
            WriteBody(writer, call, options);
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw new ProviderException(
                new ProviderFailure(FailureKind.InvalidRequest, $"The request holds a value that JSON cannot: {exception.Message}"),
                exception);
        }
    }

    /// <summary>An error for what the protocol cannot carry and the request cannot do without.</summary>
    public static ProviderException Unsupported(string message) => new(new ProviderFailure(FailureKind.Unsupported, message));

    private static void RefuseState(ChatOptions options)
    {
        if (options.ConversationId is not null)
        {
            throw Unsupported($"ConversationId cannot be sent: {Service} keeps no conversations. Send the whole history instead.");
        }

        if (options.ContinuationToken is not null)
        {
            throw Unsupported($"ContinuationToken cannot be sent: {Service} cannot continue an answer. Send the request again instead.");
        }

        if (options.AllowBackgroundResponses is true)
        {
            throw Unsupported($"AllowBackgroundResponses cannot be sent: {Service} has no background responses. Leave it unset.");
        }
    }

    private static void WriteBody(Utf8JsonWriter writer, ChatCall call, ChatOptions? options)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.ModelId);
        writer.WritePropertyName("messages"u8);
        using (OpenAIMessageWriter messages = new(writer, call))
        {
            messages.WriteAll();
        }

        if (call.Streaming)
        {
            writer.WriteBoolean("stream"u8, true);

            // Without the padding that hides the lengths of chunks on the wire: OpenAI offers to leave it out where the network is trusted,
            // and it doubles the bytes to read.
            writer.WriteStartObject("stream_options"u8);
            writer.WriteBoolean("include_usage"u8, true);
            writer.WriteBoolean("include_obfuscation"u8, false);
            writer.WriteEndObject();
        }

        if (call.MaxOutputTokens is { } limit)
        {
            writer.WriteNumber("max_completion_tokens"u8, limit);
        }

        if (options is not null)
        {
            WriteOptions(writer, call, options);
            OpenAIExtraFields.Write(writer, call, options);
        }

        writer.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        WriteNumber(writer, "temperature"u8, options.Temperature);
        WriteNumber(writer, "top_p"u8, options.TopP);
        WriteNumber(writer, "frequency_penalty"u8, options.FrequencyPenalty);
        WriteNumber(writer, "presence_penalty"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            writer.WriteNumber("seed"u8, seed);
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

        if (options.TopK is not null)
        {
            call.Notes.OptionNotSent("TopK", Service);
        }

        if (options.RawRepresentationFactory is not null)
        {
            call.Notes.Add("RawRepresentationFactory was not used: the request is written without an SDK. Use AdditionalProperties.");
        }

        WriteReasoning(writer, call, options.Reasoning);
        OpenAIResponseFormatWriter.Write(writer, options);
        OpenAIToolWriter.Write(writer, call, options);
    }

    private static void WriteReasoning(Utf8JsonWriter writer, ChatCall call, ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            writer.WriteString("reasoning_effort"u8, effort switch
            {
                ReasoningEffort.None => "none"u8,
                ReasoningEffort.Low => "low"u8,
                ReasoningEffort.Medium => "medium"u8,
                ReasoningEffort.High => "high"u8,
                _ => "xhigh"u8,
            });
        }

        if (reasoning?.Output is not (null or ReasoningOutput.None))
        {
            call.Notes.OptionNotSent("Reasoning.Output", Service);
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
