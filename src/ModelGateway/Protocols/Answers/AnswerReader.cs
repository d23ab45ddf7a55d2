using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Answers;

/// <summary>
/// Reads one answer, either a whole body or the chunks of a stream: both have the same fields. What arrives as content is handed out at
/// once; what belongs to the answer as a whole is kept in the properties. One instance for each answer; never used concurrently.
/// </summary>
internal abstract class AnswerReader
{
    public string? Id { get; protected set; }

    public string? ModelId { get; protected set; }

    public DateTimeOffset? CreatedAt { get; protected set; }

    public UsageDetails? Usage { get; protected set; }

    /// <summary>Why the turn ended; null until the answer says so.</summary>
    public ChatFinishReason? FinishReason { get; protected set; }

    /// <summary>Whether a finish reason was present, even an empty one.</summary>
    public bool HasEnded { get; protected set; }

    /// <summary>Whether a message was read, even one without content.</summary>
    public bool HasMessage { get; protected set; }

    /// <summary>
    /// Whether what was read may be a whole answer although no finish reason came: usage was reported, and there is content, of which no
    /// tool call is unfinished. False for services that always give a reason.
    /// </summary>
    public virtual bool MayHaveEnded => false;

    /// <summary>Whether the chunk that was read last ends the stream, for protocols that send no separate terminator.</summary>
    public virtual bool IsLast => false;

    /// <summary>Whether the answer comes in chunks; false where it makes no difference to the protocol.</summary>
    protected bool IsStreaming { get; init; }

    /// <summary>Reads a chunk or the whole body, and appends its contents.</summary>
    /// <returns>Whether it said that the turn ended.</returns>
    /// <exception cref="ProviderException">The JSON reports an error, or is malformed.</exception>
    public bool Read(ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        try
        {
            Utf8JsonReader reader = new(json, WireJson.Options);
            WireJson.Enter(ref reader);
            bool ended = ReadFields(ref reader, json, ref contents);
            WireJson.ExpectEnd(ref reader);
            return ended;
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>Appends the contents that are complete only when the turn is, e.g. tool calls.</summary>
    /// <exception cref="ProviderException">They are malformed.</exception>
    public void Complete(ref List<AIContent>? contents)
    {
        try
        {
            CompleteMessage(ref contents);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>Returns the answer's additional properties, e.g. the service tier; null where it has none.</summary>
    /// <param name="contents">Where citations go that stand outside the message.</param>
    /// <exception cref="ProviderException">They are malformed.</exception>
    public AdditionalPropertiesDictionary? TakeProperties(ref List<AIContent>? contents)
    {
        try
        {
            return CreateProperties(ref contents);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>Reads an answer that came as one body.</summary>
    /// <exception cref="ProviderException">The body reports an error, is malformed or holds no message.</exception>
    public ChatResponse ReadWhole(ReadOnlySpan<byte> body, ChatCall call)
    {
        List<AIContent>? contents = null;
        Read(body, ref contents);
        Complete(ref contents);
        if (!HasMessage)
        {
            throw ProtocolError.Malformed("It holds no message.");
        }

        AdditionalPropertiesDictionary? properties = TakeProperties(ref contents);
        ChatMessage message = new(ChatRole.Assistant, contents ?? []) { MessageId = Id ?? call.AttemptId, CreatedAt = CreatedAt };
        return new ChatResponse(message)
        {
            ResponseId = Id,
            ModelId = ModelId,
            CreatedAt = CreatedAt,
            FinishReason = FinishReason,
            Usage = Usage,
            AdditionalProperties = properties,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
    }

    /// <summary>Reads the fields of the object that the reader has entered.</summary>
    /// <param name="reader">Stands on the start of the object, and moves to its end.</param>
    /// <param name="json">Everything that the reader reads.</param>
    /// <param name="contents">Where contents are appended.</param>
    /// <returns>Whether they said that the turn ended.</returns>
    protected abstract bool ReadFields(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents);

    /// <inheritdoc cref="TakeProperties"/>
    protected virtual AdditionalPropertiesDictionary? CreateProperties(ref List<AIContent>? contents) => null;

    /// <summary>Appends the contents that are complete only when the turn is.</summary>
    protected abstract void CompleteMessage(ref List<AIContent>? contents);
}
