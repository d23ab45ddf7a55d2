using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads one answer, whole or event by event. The fields of an event are those of the answer, in a <c>delta</c>; what an event means follows
/// from what it holds, so that its type need not be known before.
/// </summary>
internal sealed class CohereAnswerReader(ChatCall call, bool streaming)
{
    private readonly CohereMessageReader _message = new(call, streaming);

    public string? Id { get; private set; }

    public UsageDetails? Usage { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Whether a message was read at all.</summary>
    public bool HasMessage { get; private set; }

    /// <summary>Reads an event or the whole body, and appends its contents.</summary>
    /// <returns>Whether it said that the turn ended.</returns>
    /// <exception cref="ProviderException">It reports an error, or is not what the protocol allows.</exception>
    public bool Read(ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        try
        {
            Utf8JsonReader reader = WireJson.Open(json);

            bool ended = ReadFields(ref reader, ref contents);
            return reader.Read() ? throw JsonFields.Unexpected(reader.TokenType, "the end") : ended;
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>Appends what is complete only when the answer is: tool calls.</summary>
    public void Complete(ref List<AIContent>? contents) => _message.Complete(ref contents);

    private bool ReadFields(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        bool ended = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                if (JsonFields.StartsObject(ref reader))
                {
                    ended |= ReadFields(ref reader, ref contents);
                }
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    throw CohereErrors.Within(reader.GetString()!); // Where an answer has an object, an error has its words.
                }

                HasMessage = true;
                _message.Read(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                FinishReason = CohereFinishReasons.Read(ref reader) ?? FinishReason;
                ended |= FinishReason is not null;
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                Usage = CohereUsageReader.Read(ref reader) ?? Usage;
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Id ??= JsonFields.ReadString(ref reader) is { Length: > 0 } id ? id : null;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0)
                {
                    throw CohereErrors.Within(reader.GetString()!);
                }

                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return ended;
    }
}
