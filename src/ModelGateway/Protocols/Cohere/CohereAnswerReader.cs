using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads one answer, whole or event by event. An event holds the fields of the answer in a <c>delta</c>, so its fields say what it means
/// and its type is not needed. Cohere reports neither the model nor the time.
/// </summary>
internal sealed class CohereAnswerReader : AnswerReader
{
    private readonly CohereMessageReader _message;

    public CohereAnswerReader(ChatCall call, bool streaming)
    {
        _message = new CohereMessageReader(call, streaming);
        ModelId = call.ModelId;
    }

    protected override void CompleteMessage(ref List<AIContent>? contents) => _message.Complete(ref contents);

    protected override bool ReadFields(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        bool ended = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Delta))
            {
                reader.Read();
                ended |= JsonFields.StartsObject(ref reader) && ReadFields(ref reader, json, ref contents);
            }
            else if (reader.ValueTextEquals(CohereNames.Message))
            {
                reader.Read();
                ReadMessage(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals(CohereNames.FinishReason))
            {
                reader.Read();
                ended |= ReadFinishReason(ref reader);
            }
            else
            {
                ReadField(ref reader);
            }
        }

        return ended;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            throw CohereErrors.Within(SurrogateHalves.ReadString(in reader)!); // An answer's message is an object, an error's is text.
        }

        HasMessage = true;
        _message.Read(ref reader, ref contents);
    }

    private bool ReadFinishReason(ref Utf8JsonReader reader)
    {
        if (CohereWords.FinishReasons.Read(ref reader) is { } reason)
        {
            CohereWords.FinishReasons.ThrowIfFailure(reason);
            FinishReason = reason;
        }

        return FinishReason is not null;
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(CohereNames.Usage))
        {
            reader.Read();
            Usage = CohereUsage.Read(ref reader) ?? Usage;
        }
        else if (reader.ValueTextEquals(CohereNames.Id))
        {
            Id ??= JsonFields.ReadStringValue(ref reader) is { Length: > 0 } id ? id : null;
        }
        else if (reader.ValueTextEquals(CohereNames.Error))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0)
            {
                throw CohereErrors.Within(SurrogateHalves.ReadString(in reader)!);
            }

            reader.Skip();
        }
        else
        {
            reader.Skip();
        }
    }
}
