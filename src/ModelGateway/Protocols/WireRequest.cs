using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols;

/// <summary>What the request writers of all protocols share.</summary>
internal static class WireRequest
{
    /// <summary>Writes a body into the output; a value that JSON cannot hold becomes an invalid request.</summary>
    public static void Write<TCall>(IBufferWriter<byte> output, TCall call, Action<Utf8JsonWriter, TCall> body)
    {
        try
        {
            Utf8JsonWriter writer = JsonWriters.Rent(output);
            body(writer, call);
            JsonWriters.Return(writer);
        }
        catch (Exception exception)
            when (exception is NotSupportedException or ArgumentException or JsonException or InvalidOperationException)
        {
            throw ProtocolError.InvalidRequest(exception);
        }
    }

    /// <summary>Refuses what only a service that keeps conversations and answers could honour.</summary>
    public static void RefuseState(ChatOptions? options, string service)
    {
        if (options?.ConversationId is not null)
        {
            throw ProtocolError.Unsupported(
                $"ConversationId cannot be sent: {service} keeps no conversations. Send the whole history instead.");
        }

        if (options?.ContinuationToken is not null)
        {
            throw ProtocolError.Unsupported(
                $"ContinuationToken cannot be sent: {service} cannot continue an answer. Send the request again instead.");
        }

    }

    /// <summary>Notes that background responses were allowed where there are none: the option permits them, and asks for nothing.</summary>
    public static void NoteBackground(ChatCall call, string service)
    {
        if (call.Options?.AllowBackgroundResponses is true)
        {
            call.Notes.OptionNotSent(nameof(ChatOptions.AllowBackgroundResponses), service);
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
