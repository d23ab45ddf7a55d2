using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Reads answers in the form of Chat Completions: a whole answer has a <c>message</c> where a chunk has a <c>delta</c>. Where there are
/// several choices, the first is read.
/// </summary>
internal abstract class ChatAnswerReader : AnswerReader
{
    /// <param name="streaming">Whether the answer comes in chunks.</param>
    protected ChatAnswerReader(bool streaming) => IsStreaming = streaming;

    /// <summary>The protocol's finish reasons.</summary>
    protected abstract FinishReasonTable Reasons { get; }

    /// <summary>The tier that the provider served the request with, which the price depends on.</summary>
    protected string? ServiceTier { get; set; }

    /// <summary>Reads the value of <c>error</c>; null where it says nothing.</summary>
    public static ProviderException? ReadError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> error = JsonFields.ReadRaw(ref reader, json);
        return ErrorReader.FindWithin(error) is { } failure ? new ProviderException(failure) : null;
    }

    protected override AdditionalPropertiesDictionary? CreateProperties(ref List<AIContent>? contents) =>
        ServiceTier is { } tier ? new() { [OpenAIChatNames.ServiceTierProperty] = tier } : null;

    protected sealed override bool ReadFields(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        bool ended = false;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Choices))
            {
                reader.Read();
                ended |= ReadChoices(ref reader, json, ref contents);
            }
            else
            {
                ReadField(ref reader, json);
            }
        }

        return ended;
    }

    /// <summary>Reads a message or a delta.</summary>
    protected abstract void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents);

    /// <summary>Reads the value of <c>usage</c>.</summary>
    protected abstract void ReadUsage(ref Utf8JsonReader reader);

    /// <summary>Reads a field of the answer that not every service has; the reader stands on its name.</summary>
    protected abstract void ReadOtherField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json);

    /// <summary>Reads a field of the first choice that not every service has; the reader stands on its name.</summary>
    protected virtual void ReadOtherChoiceField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) => reader.Skip();

    /// <summary>The finish reason to report, given the one that was read.</summary>
    protected virtual ChatFinishReason ToReported(ChatFinishReason reason) => reason;

    protected static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (ReadError(ref reader, json) is { } error)
        {
            throw error;
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (Id is null && reader.ValueTextEquals(OpenAIChatNames.Id))
        {
            Id = NullIfEmpty(JsonFields.ReadStringValue(ref reader));
        }
        else if (ModelId is null && reader.ValueTextEquals(OpenAIChatNames.Model))
        {
            ModelId = NullIfEmpty(JsonFields.ReadStringValue(ref reader));
        }
        else if (CreatedAt is null && reader.ValueTextEquals(OpenAIChatNames.Created))
        {
            reader.Read();
            CreatedAt = UnixTime.Read(ref reader);
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Usage))
        {
            reader.Read();
            ReadUsage(ref reader);
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Error))
        {
            ThrowIfError(ref reader, json);
        }
        else
        {
            ReadOtherField(ref reader, json);
        }
    }

    private bool ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        bool ended = false;
        if (JsonFields.StartsArray(ref reader))
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ended |= JsonFields.StartsObject(ref reader) && ReadChoice(ref reader, json, ref contents);
            }
        }

        return ended;
    }

    private bool ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        long? index = null;
        ChatFinishReason? reason = null;
        Utf8JsonReader held = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(IsStreaming ? OpenAIChatNames.Delta : OpenAIChatNames.Message))
            {
                reader.Read();
                if (index == 0)
                {
                    ReadMessage(ref reader, json, ref contents);
                }
                else
                {
                    // The index of the choice is still to come: the message is read once it is known.
                    held = reader;
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Index))
            {
                index = JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.FinishReason))
            {
                reader.Read();
                HasEnded |= reader.TokenType == JsonTokenType.String;
                reason = Reasons.Read(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Error))
            {
                ThrowIfError(ref reader, json); // An aggregator's upstream failed after the answer had begun.
            }
            else if (index is null or 0)
            {
                ReadOtherChoiceField(ref reader, json);
            }
            else
            {
                reader.Skip();
            }
        }

        return index is null or 0 && EndChoice(ref held, json, reason, ref contents);
    }

    private bool EndChoice(
        ref Utf8JsonReader held, ReadOnlySpan<byte> json, ChatFinishReason? reason, ref List<AIContent>? contents)
    {
        HasMessage = true;
        if (held.TokenType != JsonTokenType.None)
        {
            ReadMessage(ref held, json, ref contents);
        }

        if (reason is not { } ended)
        {
            return false;
        }

        Reasons.ThrowIfFailure(ended);
        FinishReason = ToReported(ended);
        return true;
    }
}
