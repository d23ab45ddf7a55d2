using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads output items into contents, in streams what the pieces before have not shown yet.</summary>
internal sealed class ResponsesItemReader(ChatCall call, string protocol)
{
    /// <summary>What the service's own tools used.</summary>
    public ResponsesToolUsage ToolUsage;

    /// <summary>What the answer keeps for its additional properties; null for nothing.</summary>
    public KeptFields? Kept { get; private set; }

    private int _minted;

    public string Protocol => protocol;

    /// <summary>Keeps more for the answer's additional properties.</summary>
    public KeptFields Keep() => Kept ??= new KeptFields(call);

    /// <summary>Whether the model refused.</summary>
    public bool Refused { get; private set; }

    /// <summary>Whether the model called a function.</summary>
    public bool Calls { get; private set; }

    /// <summary>Whether reasoning was read, along with which the ids of what follows go back.</summary>
    public bool Reasoned { get; private set; }

    /// <summary>Reads the item that the reader stands on.</summary>
    /// <param name="reader">Moved to the item's end.</param>
    /// <param name="json">What the reader reads.</param>
    /// <param name="open">What was shown of the item already; null where nothing was.</param>
    /// <param name="contents">Where the contents go.</param>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ResponsesOpenItem? open, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        int start = (int)reader.TokenStartIndex;
        Utf8JsonReader ahead = reader;
        ResponsesItemType type = ReadType(ref ahead);
        switch (type)
        {
            case ResponsesItemType.Message:
                ReadMessage(ref reader, json, open, ref contents);
                break;
            case ResponsesItemType.Reasoning:
                Reasoned = true;
                ResponsesReasoningReader.Read(ref reader, json, protocol, open?.HasReasoning is true, ref contents);
                break;
            case ResponsesItemType.FunctionCall:
                ReadCall(ref reader, json, open, ref contents);
                break;
            default:
                reader.Skip();
                if (ResponsesHostedItemReader.Read(json[start..(int)reader.BytesConsumed], protocol, ref contents) is { } count)
                {
                    ToolUsage.Count(count);
                }

                break;
        }
    }

    /// <summary>The id of the item that the reader stands on.</summary>
    public static string? ReadId(Utf8JsonReader reader)
    {
        bool isObject = reader.TokenType == JsonTokenType.StartObject;
        while (isObject && JsonFields.NextProperty(ref reader))
        {
            bool isIt = reader.ValueTextEquals(ResponsesNames.Id);
            reader.Read();
            if (isIt)
            {
                return JsonFields.ReadString(ref reader) is { Length: > 0 } text ? text : null;
            }

            reader.Skip();
        }

        return null;
    }

    /// <summary>Reads what an item's beginning tells.</summary>
    public void ReadBeginning(ref Utf8JsonReader reader, ResponsesOpenItem open)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        ResponsesItemType type = ResponsesItemType.Hosted;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Type))
            {
                reader.Read();
                type = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Id))
            {
                open.Id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.CallId))
            {
                open.CallId = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Phase))
            {
                open.Phase = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Name))
            {
                open.Name = JsonFields.ReadStringValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (type == ResponsesItemType.FunctionCall)
        {
            open.CallId = CallId(open.CallId, open.Id);
        }

        Reasoned |= type == ResponsesItemType.Reasoning;
        long length = (open.Id?.Length ?? 0L) + (open.Phase?.Length ?? 0L) + (open.CallId?.Length ?? 0L) + (open.Name?.Length ?? 0L);
        call.Bound.Add(length * sizeof(char), BoundedBuffer.Blocks);
    }

    /// <summary>
    /// Creates a piece of text. The first piece keeps the message's id and phase: where the pieces are joined, the first one's properties
    /// stay.
    /// </summary>
    public TextContent CreateText(string text, string? id, string? phase)
    {
        TextContent content = new(text);
        ResponsesProperties.Set(content, protocol, ResponsesProperties.Phase, phase);
        ResponsesProperties.Set(content, protocol, ResponsesProperties.ItemId, Reasoned ? id : null);
        return content;
    }

    private void ReadMessage(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ResponsesOpenItem? open, ref List<AIContent>? contents)
    {
        ResponsesMessageReader message = new(this, open?.HasText is true);
        message.Read(ref reader, json, ref contents);
        Refused |= message.Refused;
    }

    private void ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ResponsesOpenItem? open, ref List<AIContent>? contents)
    {
        string? id = null;
        string? callId = open?.CallId;
        string? name = open?.Name;
        Utf8JsonReader arguments = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Id))
            {
                id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.CallId))
            {
                reader.Read();
                callId = open?.CallId ?? JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Name))
            {
                name = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Arguments))
            {
                reader.Read();
                arguments = reader;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        if (string.IsNullOrEmpty(name))
        {
            throw new JsonException("A function call has no name.");
        }

        Calls = true;
        FunctionCallContent content = CreateCall(CallId(callId, id), name, ref arguments, json);

        // A tool loop goes on where it began, so every call says where that was.
        ContentOrigin.Set(content, protocol);
        ResponsesProperties.Set(content, protocol, ResponsesProperties.ItemId, Reasoned ? id : null);
        (contents ??= new(1)).Add(content);
    }

    private static FunctionCallContent CreateCall(string callId, string name, ref Utf8JsonReader arguments, ReadOnlySpan<byte> json)
    {
        switch (arguments.TokenType)
        {
            case JsonTokenType.None or JsonTokenType.Null:
                return ToolArguments.CreateCall(callId, name, default);
            case JsonTokenType.StartObject: // Other servers' form; OpenAI sends JSON within a string.
                int start = (int)arguments.TokenStartIndex;
                arguments.Skip();
                return ToolArguments.CreateCall(callId, name, json[start..(int)arguments.BytesConsumed]);
            case JsonTokenType.String when !arguments.ValueIsEscaped:
                return ToolArguments.CreateCall(callId, name, arguments.ValueSpan);
            case JsonTokenType.String:
                return CreateUnescaped(callId, name, arguments);
            default:
                throw JsonFields.Unexpected(arguments.TokenType, "a call's arguments");
        }
    }

    private static FunctionCallContent CreateUnescaped(string callId, string name, in Utf8JsonReader arguments)
    {
        if (SurrogateHalves.Occur(arguments.ValueSpan))
        {
            return ToolArguments.CreateCall(callId, name, Encoding.UTF8.GetBytes(SurrogateHalves.ReadString(in arguments)!));
        }

        byte[] unescaped = ArrayPool<byte>.Shared.Rent(arguments.ValueSpan.Length);
        try
        {
            return ToolArguments.CreateCall(callId, name, unescaped.AsSpan(0, arguments.CopyString(unescaped)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unescaped);
        }
    }

    private string CallId(string? callId, string? id) =>
        !string.IsNullOrEmpty(callId) ? callId : !string.IsNullOrEmpty(id) ? id : ToolCallIds.Mint(call.AttemptId, _minted++);

    private static ResponsesItemType ReadType(ref Utf8JsonReader reader)
    {
        ResponsesItemType type = ResponsesItemType.Hosted;
        while (JsonFields.NextProperty(ref reader))
        {
            bool isType = reader.ValueTextEquals(ResponsesNames.Type);
            reader.Read();
            if (isType)
            {
                return TypeOf(ref reader);
            }

            reader.Skip();
        }

        return type;
    }

    private static ResponsesItemType TypeOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? throw JsonFields.Unexpected(reader.TokenType, "an item's type")
        : ResponsesWords.Items.TryRead(ref reader, out ResponsesItemType type) ? type
        : ResponsesItemType.Hosted;
}

/// <summary>
/// The kinds of output items. <see cref="ResponsesHostedItemReader"/> tells apart those that the service's own tools made.
/// </summary>
internal enum ResponsesItemType
{
    Hosted = 0,
    Message,
    Reasoning,
    FunctionCall,
}
