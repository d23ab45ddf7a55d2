using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads a response object, which is the whole answer, and which streams repeat as it grows; and gathers what is said of it.</summary>
internal sealed class ResponsesAnswerReader(ChatCall call, ResponsesSettings settings)
{
    private string? _status;
    private string? _incomplete;
    private string? _conversation;
    private bool? _stored;
    private bool _background;
    private long? _searches;

    public ResponsesItemReader Items { get; } = new(call, settings.Protocol);

    public string? Id { get; set; }

    public string? ModelId { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>The tier that the provider served, which the price depends on.</summary>
    public string? ServiceTier { get; private set; }

    public UsageDetails? Usage { get; private set; }

    /// <summary>Whether the answer's items were there, in whatever number.</summary>
    public bool HasOutput { get; private set; }

    /// <summary>Whether the service still works on it, without a connection.</summary>
    public bool IsPending => _status is "queued" or "in_progress";

    /// <summary>Whether it may be taken up again by its id.</summary>
    public bool IsBackground => _background && Id is not null;

    /// <summary>What the next request refers to this response by; null where the service keeps nothing of it.</summary>
    public string? ConversationId =>
        _conversation
        ?? (call.Options?.ConversationId is { } asked && ResponsesState.IsConversation(asked) ? asked
            : ResponsesState.IsStored(call.Options) && _stored is not false ? Id
            : null);

    public ChatFinishReason? FinishReason => _status switch
    {
        "queued" or "in_progress" => null,
        "incomplete" => _incomplete switch
        {
            "max_output_tokens" or "max_tokens" or "length" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            { Length: > 0 } other => new ChatFinishReason(other),
            _ => new ChatFinishReason("incomplete"),
        },
        "cancelled" => new ChatFinishReason("cancelled"),
        _ => Items.Refused ? ChatFinishReason.ContentFilter : Items.Calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    /// <summary>Takes the status from the name of the event that ended a stream, where the response does not tell it.</summary>
    public void EndAs(ResponsesEventType last) => _status ??= last switch
    {
        ResponsesEventType.Incomplete => "incomplete",
        ResponsesEventType.Cancelled => "cancelled",
        _ => "completed",
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
        _status = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("output"u8))
            {
                reader.Read();
                output = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                bool isError = reader.TokenType == JsonTokenType.StartObject
                    || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0);
                reader.Skip();
                error = isError ? json[start..(int)reader.BytesConsumed] : error;
            }
            else
            {
                ReadField(ref reader, readsOutput, ref contents);
            }
        }

        if (!error.IsEmpty)
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, error));
        }

        if (_status == "failed")
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unavailable, "The provider failed: it gave no reason."));
        }

        HasOutput |= output.TokenType == JsonTokenType.StartArray;
        if (readsOutput && !IsPending && HasOutput && output.TokenType != JsonTokenType.None)
        {
            ReadOutput(ref output, json, open, ref contents);
        }

        if (_searches is > 0 and { } searches && Usage is { } usage)
        {
            (usage.AdditionalCounts ??= [])[UsageCounts.WebSearches] = searches;
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

    private void ReadField(ref Utf8JsonReader reader, bool isWhole, ref List<AIContent>? contents)
    {
        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            string? id = NullIfEmpty(JsonFields.ReadString(ref reader));
            Id ??= id;
        }
        else if (reader.ValueTextEquals("model"u8))
        {
            reader.Read();
            ModelId = NullIfEmpty(JsonFields.ReadString(ref reader)) ?? ModelId;
        }
        else if (reader.ValueTextEquals("created_at"u8))
        {
            reader.Read();
            CreatedAt ??= ReadTime(ref reader);
        }
        else if (reader.ValueTextEquals("status"u8))
        {
            reader.Read();
            _status = JsonFields.ReadString(ref reader);
        }
        else if (reader.ValueTextEquals("usage"u8))
        {
            reader.Read();
            Usage = ResponsesUsage.Reader.Read(ref reader) ?? Usage;
        }
        else if (reader.ValueTextEquals("service_tier"u8))
        {
            reader.Read();
            ServiceTier = NullIfEmpty(JsonFields.ReadString(ref reader)) ?? ServiceTier;
        }
        else if (reader.ValueTextEquals("incomplete_details"u8))
        {
            reader.Read();
            _incomplete = ReadMember(ref reader, "reason"u8);
        }
        else if (reader.ValueTextEquals("conversation"u8))
        {
            reader.Read();
            _conversation = reader.TokenType == JsonTokenType.String ? reader.GetString() : ReadMember(ref reader, "id"u8);
        }
        else if (reader.ValueTextEquals("store"u8))
        {
            _stored = ReadFlag(ref reader) ?? _stored;
        }
        else if (reader.ValueTextEquals("background"u8))
        {
            _background = ReadFlag(ref reader) ?? _background;
        }
        else if (reader.ValueTextEquals("tool_usage"u8))
        {
            reader.Read();
            _searches = ReadSearches(reader) ?? _searches;
            reader.Skip();
        }
        else if (isWhole && reader.ValueTextEquals("reasoning"u8))
        {
            reader.Read();
            ReadReasoning(ref reader, ref contents);
        }
        else
        {
            reader.Skip();
        }
    }

    // The request's own setting, but where a server (mistral.rs) puts the thoughts there.
    private void ReadReasoning(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } thoughts && !string.IsNullOrWhiteSpace(thoughts))
        {
            TextReasoningContent content = new(thoughts);
            ContentOrigin.Set(content, settings.Protocol);
            (contents ??= new(2)).Insert(0, content);
        }

        reader.Skip();
    }

    private static string? ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? found = null;
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                found = NullIfEmpty(JsonFields.ReadString(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    // What tool_usage, which stands beside the usage, says of the service's searches. The reader is a copy.
    private static long? ReadSearches(Utf8JsonReader reader) =>
        MoveTo(ref reader, "web_search"u8) && MoveTo(ref reader, "num_requests"u8) ? JsonFields.ReadCount(ref reader) : null;

    private static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                return reader.Read();
            }

            JsonFields.SkipValue(ref reader);
        }

        return false;
    }

    private static bool? ReadFlag(ref Utf8JsonReader reader)
    {
        reader.Read();
        bool? flag = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        reader.Skip();
        return flag;
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
