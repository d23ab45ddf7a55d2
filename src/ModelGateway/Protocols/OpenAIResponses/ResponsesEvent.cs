using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// One event of a stream: its small fields are read, its large ones are only found. It is large itself, so it is passed by reference.
/// </summary>
internal ref struct ResponsesEvent
{
    private Utf8JsonReader _delta;

    public ResponsesEventType Type { get; private set; }

    public long? SequenceNumber { get; private set; }

    /// <summary>The item's place among all; null where the service leaves it out.</summary>
    public long? OutputIndex { get; private set; }

    /// <summary>The item's id, where the event names it beside the item.</summary>
    public string? ItemId { get; private set; }

    /// <summary>The number of the part of a summary or of reasoning.</summary>
    public long PartIndex { get; private set; }

    /// <summary>A reader before the item; at the start where there is none.</summary>
    public Utf8JsonReader Item { get; private set; }

    /// <summary>A reader before the response; at the start where there is none.</summary>
    public Utf8JsonReader Response { get; private set; }

    /// <param name="eventType">The name of the event. Some services leave it out, or have one name for all: then the type in the JSON
    /// counts.</param>
    /// <param name="json">The event's data.</param>
    public static ResponsesEvent Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> json)
    {
        ResponsesEvent read = new() { Type = ReadType(eventType) };
        bool isNamed = eventType.StartsWith("response."u8) || read.Type == ResponsesEventType.Error;
        Utf8JsonReader reader = new(json, WireJson.Options);
        WireJson.Enter(ref reader);
        while (JsonFields.NextProperty(ref reader))
        {
            if (!read.TryReadPlace(ref reader) && !read.TryFindLarge(ref reader) && (isNamed || !read.TryReadType(ref reader)))
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        WireJson.ExpectEnd(ref reader);
        return read;
    }

    /// <summary>The piece that the event brings; null where it has none.</summary>
    /// <param name="pieces">Reads the pieces of the same text.</param>
    public string? ReadDelta(ref TextPieces pieces) => _delta.TokenType == JsonTokenType.None ? null : pieces.Read(ref _delta);

    private static ResponsesEventType ReadType(ReadOnlySpan<byte> name) =>
        ResponsesWords.Events.TryFind(name, out ResponsesEventType type) ? type : ResponsesEventType.Other;

    private bool TryFindLarge(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(ResponsesNames.Delta))
        {
            reader.Read();
            _delta = reader;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Item))
        {
            reader.Read();
            Item = reader;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Response))
        {
            reader.Read();
            Response = reader;
        }
        else
        {
            return false;
        }

        reader.Skip();
        return true;
    }

    private bool TryReadPlace(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(ResponsesNames.OutputIndex))
        {
            OutputIndex = JsonFields.ReadCountValue(ref reader);
        }
        else if (OutputIndex is null && reader.ValueTextEquals(ResponsesNames.ItemId))
        {
            ItemId = JsonFields.ReadStringValue(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.SequenceNumber))
        {
            SequenceNumber = JsonFields.ReadCountValue(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.SummaryIndex))
        {
            PartIndex = JsonFields.ReadCountValue(ref reader) ?? 0;
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadType(ref Utf8JsonReader reader)
    {
        if (!reader.ValueTextEquals(ResponsesNames.Type))
        {
            return false;
        }

        reader.Read();
        Type = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
            ? ReadType(reader.ValueSpan)
            : throw JsonFields.Unexpected(reader.TokenType, "an event's type");
        return true;
    }
}

/// <summary>The events of a stream that mean something to the reader.</summary>
internal enum ResponsesEventType
{
    /// <summary>Repeats what other events say, or is not known: skipped.</summary>
    Other = 0,
    Created,
    TextDelta,
    SummaryDelta,
    ReasoningDelta,
    ArgumentsDelta,
    ItemAdded,
    ItemDone,
    Completed,
    Incomplete,
    Failed,
    Cancelled,
    Error,
}
