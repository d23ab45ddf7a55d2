using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Reads a response object, and keeps what it says of the answer as a whole. An answer that is not streamed is one response object; a
/// stream repeats the object as it grows.
/// </summary>
internal sealed class ResponsesAnswerReader(ChatCall call, ResponsesSettings settings)
{
    private ResponsesStatus _status;
    private string? _incomplete;
    private string? _conversation;
    private bool? _stored;
    private bool _background;

    public ResponsesItemReader Items { get; } = new(call, settings.Protocol);

    public string? Id { get; set; }

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>The tier that the provider served, which the price depends on.</summary>
    public string? ServiceTier { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>Whether the response had a list of items, even an empty one.</summary>
    public bool HasOutput { get; private set; }

    /// <summary>Whether the service still works on the response in the background.</summary>
    public bool IsPending => _status is ResponsesStatus.Queued or ResponsesStatus.InProgress;

    /// <summary>Whether the response can be resumed by its id.</summary>
    public bool IsBackground => _background && Id is not null;

    /// <summary>What the next request refers to this response by; null where the service keeps nothing of it.</summary>
    public string? ConversationId =>
        _conversation
        ?? (call.Options?.ConversationId is { } asked && ResponsesState.IsConversation(asked) ? asked
            : ResponsesState.IsStored(call.Options) && _stored is not false ? Id
            : null);

    public ChatFinishReason? FinishReason => _status switch
    {
        ResponsesStatus.Queued or ResponsesStatus.InProgress => null,
        ResponsesStatus.Incomplete => _incomplete is null ? new ChatFinishReason("incomplete")
            : ResponsesWords.IncompleteReasons.TryFind(_incomplete, out ChatFinishReason known) ? known
            : new ChatFinishReason(_incomplete),
        ResponsesStatus.Cancelled => new ChatFinishReason("cancelled"),
        _ => Items.Refused ? ChatFinishReason.ContentFilter : Items.Calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    /// <summary>The answer's additional properties; null for none.</summary>
    public AdditionalPropertiesDictionary? CreateProperties()
    {
        AdditionalPropertiesDictionary? properties = ServiceTier is { } tier ? new() { [AnswerProperties.ServiceTier] = tier } : null;
        Items.Kept?.CopyTo(ref properties);
        return properties;
    }

    /// <summary>Takes the status from the name of the event that ended a stream, where the response does not tell it.</summary>
    public void EndAs(ResponsesEventType last) => _status = _status != ResponsesStatus.Unknown ? _status : last switch
    {
        ResponsesEventType.Incomplete => ResponsesStatus.Incomplete,
        ResponsesEventType.Cancelled => ResponsesStatus.Cancelled,
        _ => ResponsesStatus.Completed,
    };

    /// <summary>Reads the response that the reader stands on.</summary>
    /// <param name="reader">Moved to the response's end.</param>
    /// <param name="json">What the reader reads.</param>
    /// <param name="open">What was read of the items already; null where nothing was.</param>
    /// <param name="readsOutput">Whether the items that were not read yet are.</param>
    /// <param name="contents">Where the contents go.</param>
    /// <exception cref="ProviderException">The response failed.</exception>
    public void Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<ResponsesOpenItem>? open, bool readsOutput, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            throw JsonFields.Unexpected(reader.TokenType, "a response");
        }

        Utf8JsonReader output = default;
        ReadOnlySpan<byte> error = default;
        _status = ResponsesStatus.Unknown;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Output))
            {
                reader.Read();
                output = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals(ResponsesNames.Error))
            {
                reader.Read();
                error = JsonFields.ReadRaw(ref reader, json);
            }
            else
            {
                ReadField(ref reader, json, readsOutput, ref contents);
            }
        }

        ThrowIfFailed(error);
        HasOutput |= output.TokenType == JsonTokenType.StartArray;
        if (readsOutput && !IsPending && HasOutput && output.TokenType != JsonTokenType.None)
        {
            ReadOutput(ref output, json, open, ref contents);
        }

        if (Usage is { } usage)
        {
            Usage = Items.ToolUsage.AddTo(usage);
        }
    }

    private void ThrowIfFailed(ReadOnlySpan<byte> error)
    {
        if (!error.IsEmpty && ErrorReader.FindWithin(error) is { } failure)
        {
            throw new ProviderException(failure);
        }

        if (_status == ResponsesStatus.Failed)
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unavailable, "The provider failed: it gave no reason."));
        }
    }

    private void ReadOutput(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<ResponsesOpenItem>? open, ref List<AIContent>? contents)
    {
        for (long index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            ResponsesOpenItem? item = open?.Find(candidate => candidate.Index == index);
            if (item?.IsDone is true)
            {
                reader.Skip();
            }
            else
            {
                Items.Read(ref reader, json, item, ref contents);
            }
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool isWhole, ref List<AIContent>? contents)
    {
        if (TryReadIdentity(ref reader) || TryReadState(ref reader))
        {
            return;
        }

        if (reader.ValueTextEquals(ResponsesNames.Status))
        {
            reader.Read();
            _status = ReadStatus(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.Usage))
        {
            reader.Read();
            Usage = ResponsesUsage.Reader.Read(ref reader) ?? Usage;
        }
        else if (reader.ValueTextEquals(ResponsesNames.ToolUsage))
        {
            reader.Read();
            Items.ToolUsage.Read(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.IncompleteDetails))
        {
            reader.Read();
            _incomplete = ReadMember(ref reader, ResponsesNames.Reason);
        }
        else if (isWhole && reader.ValueTextEquals(ResponsesNames.Reasoning))
        {
            reader.Read();
            ReadReasoning(ref reader, ref contents);
        }
        else if (reader.ValueTextEquals(ResponsesNames.Moderation))
        {
            Items.Keep().Keep("moderation", JsonFields.ReadRawValue(ref reader, json));
        }
        else
        {
            reader.Skip();
        }
    }

    private bool TryReadIdentity(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(ResponsesNames.Id))
        {
            reader.Read();
            string? id = NullIfEmpty(JsonFields.ReadString(ref reader));
            Id ??= id;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Model))
        {
            ModelId = NullIfEmpty(JsonFields.ReadStringValue(ref reader)) ?? ModelId;
        }
        else if (reader.ValueTextEquals(ResponsesNames.CreatedAt))
        {
            reader.Read();
            CreatedAt ??= UnixTime.Read(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.ServiceTier))
        {
            ServiceTier = NullIfEmpty(JsonFields.ReadStringValue(ref reader)) ?? ServiceTier;
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadState(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(ResponsesNames.Conversation))
        {
            reader.Read();
            _conversation = reader.TokenType == JsonTokenType.String ? NullIfEmpty(SurrogateHalves.ReadString(in reader))
                : ReadMember(ref reader, ResponsesNames.Id);
        }
        else if (reader.ValueTextEquals(ResponsesNames.Store))
        {
            _stored = ReadFlag(ref reader) ?? _stored;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Background))
        {
            _background = ReadFlag(ref reader) ?? _background;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static ResponsesStatus ReadStatus(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => ResponsesStatus.Unknown,
        JsonTokenType.String =>
            ResponsesWords.Statuses.TryRead(ref reader, out ResponsesStatus status) ? status : ResponsesStatus.Completed,
        _ => throw JsonFields.Unexpected(reader.TokenType, "a status"),
    };

    // The field repeats the request's setting; mistral.rs puts the thoughts there, as text.
    private void ReadReasoning(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.String && SurrogateHalves.ReadString(in reader) is { } thoughts
            && !string.IsNullOrWhiteSpace(thoughts))
        {
            TextReasoningContent content = new(thoughts);
            ContentOrigin.Set(content, settings.Protocol);
            (contents ??= new(2)).Insert(0, content);
        }

        reader.Skip();
    }

    private static string? ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        Utf8JsonReader member = reader;
        string? found = JsonFields.MoveTo(ref member, name) ? NullIfEmpty(JsonFields.ReadString(ref member)) : null;
        reader.Skip();
        return found;
    }

    private static bool? ReadFlag(ref Utf8JsonReader reader)
    {
        reader.Read();
        bool? flag = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : null;
        reader.Skip();
        return flag;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
