using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Reads one answer, whole or in chunks: both have the same fields, only that a whole one says <c>message</c> where a chunk says
/// <c>delta</c>. Of several choices the first is read.
/// </summary>
internal sealed class MistralAnswerReader(ChatCall call, bool streaming)
{
    private readonly MistralMessageReader _message = new(call, streaming);
    private string? _serviceTier;

    public string? Id { get; private set; }

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>The tier that the provider served, which the price depends on.</summary>
    public string? ServiceTier => _serviceTier;

    public UsageDetails? Usage { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Whether a choice named a reason for its end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether a choice was read at all.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>Reads a chunk or the whole body, and appends its contents.</summary>
    /// <returns>Whether it said that the turn ended.</returns>
    /// <exception cref="ProviderException">It reports an error, or is not what the protocol allows.</exception>
    public bool Read(ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        try
        {
            return ReadRoot(json, ref contents);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>Appends what is complete only when the answer is: tool calls.</summary>
    public void Complete(ref List<AIContent>? contents) => _message.Complete(ref contents);

    private bool ReadRoot(ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        Utf8JsonReader reader = WireJson.Open(json);

        bool ended = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ended |= ReadChoices(ref reader, json, ref contents);
            }
            else if (Id is null && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Id = NullIfEmpty(JsonFields.ReadString(ref reader));
            }
            else if (ModelId is null && reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                ModelId = NullIfEmpty(JsonFields.ReadString(ref reader));
            }
            else if (CreatedAt is null && reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                CreatedAt = MistralTime.Read(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                Usage = MistralUsageReader.Read(ref reader, ref _serviceTier) ?? Usage;
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8))
                {
                    throw MistralErrors.Within(json);
                }

                reader.Skip();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
                {
                    throw MistralErrors.Within(json);
                }

                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        WireJson.ExpectEnd(ref reader);

        return ended;
    }

    private bool ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        bool ended = false;
        if (JsonFields.StartsArray(ref reader))
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ended |= ReadChoice(ref reader, json, ref contents);
            }
        }

        return ended;
    }

    private bool ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return false;
        }

        long? index = null;
        Utf8JsonReader message = default;
        Utf8JsonReader finish = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(streaming ? "delta"u8 : "message"u8))
            {
                reader.Read();
                if (index == 0)
                {
                    _message.Read(ref reader, json, ref contents);
                }
                else
                {
                    // Of an index that is still to come: read once that is known.
                    message = reader;
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                finish = reader;
                HasEnded |= reader.TokenType == JsonTokenType.String;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        if (index is not (null or 0))
        {
            return false;
        }

        HasChoice = true;
        if (message.TokenType != JsonTokenType.None)
        {
            _message.Read(ref message, json, ref contents);
        }

        if (finish.TokenType == JsonTokenType.None || MistralFinishReasons.Read(ref finish) is not { } reason)
        {
            return false;
        }

        FinishReason = reason;
        return true;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
