using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Reads one answer, whole or in chunks: both have the same fields, only that a whole one says <c>message</c> where a chunk says
/// <c>delta</c>. Of several choices the first is read.
/// </summary>
internal sealed class OpenAIChatAnswerReader(ChatCall call, ChatDialect dialect, bool streaming)
{
    private readonly OpenAIChatMessageReader _message = new(call, dialect, streaming);
    private readonly OpenAIChatAnswerExtras _extras = new(dialect);
    private UsageDetails? _usage;

    public string? Id { get; private set; }

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    public UsageDetails? Usage => _usage ?? _extras.WrappedUsage;

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Whether a choice named a reason for its end, if only an empty one.</summary>
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

    /// <summary>Appends what is complete only when the answer is: tool calls and a refusal.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        try
        {
            _message.Complete(ref contents);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    /// <summary>What the answer says beside the choices.</summary>
    /// <param name="contents">Where the citations go that stand there.</param>
    public AdditionalPropertiesDictionary? TakeProperties(ref List<AIContent>? contents) => _extras.TakeProperties(ref contents);

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
                CreatedAt = ReadTime(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                _usage = OpenAIChatUsageReader.Read(ref reader) ?? _usage;
            }
            else if (_extras.ServiceTier is null && reader.ValueTextEquals("service_tier"u8))
            {
                reader.Read();
                _extras.ServiceTier = NullIfEmpty(JsonFields.ReadString(ref reader));
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ThrowIfError(ref reader, json);
            }
            else
            {
                _extras.Read(ref reader, json);
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
        ChatFinishReason? finishReason = null;
        Utf8JsonReader held = default;
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
                    held = reader;
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
                HasEnded |= reader.TokenType == JsonTokenType.String;
                finishReason = OpenAIChatFinishReasons.Read(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                // Not OpenAI's: an aggregator's upstream failed after the answer had begun.
                ThrowIfError(ref reader, json);
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
        if (held.TokenType != JsonTokenType.None)
        {
            _message.Read(ref held, json, ref contents);
        }

        if (finishReason is null)
        {
            return false;
        }

        if (OpenAIChatFinishReasons.IsFailure(finishReason.Value))
        {
            throw new ProviderException(
                new ProviderFailure(FailureKind.Unavailable, $"The provider broke the answer off: {finishReason.Value.Value}.") { Code = finishReason.Value.Value });
        }

        // OpenAI ends a refusal with "stop"; for the caller it is a filter's doing, as it is with other providers.
        FinishReason = _message.Refused && finishReason == ChatFinishReason.Stop ? ChatFinishReason.ContentFilter : finishReason;
        return true;
    }

    /// <summary>Throws if the property that the reader stands on holds an error.</summary>
    public static void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        bool isError = reader.TokenType == JsonTokenType.StartObject
            || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0);
        reader.Skip();
        if (isError)
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, json[start..(int)reader.BytesConsumed]));
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.Null)
        {
            return JsonFields.ReadCount(ref reader) is > 0 and < 253_402_300_800 and { } seconds
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }

        reader.Skip();
        return null;
    }
}
