using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>One event of a stream, its small fields read and its large ones found.</summary>
internal ref struct ResponsesEvent
{
    public ResponsesEventType Type { get; private set; }

    public long? SequenceNumber { get; private set; }

    /// <summary>The item's place among all; null where the service leaves it out.</summary>
    public long? OutputIndex { get; private set; }

    /// <summary>The item's id, where the event names it beside the item.</summary>
    public string? ItemId { get; private set; }

    /// <summary>The number of the part of a summary or of reasoning.</summary>
    public long PartIndex { get; private set; }

    public string? Delta { get; private set; }

    /// <summary>A reader before the item; at the start where there is none.</summary>
    public Utf8JsonReader Item { get; private set; }

    /// <summary>A reader before the response; at the start where there is none.</summary>
    public Utf8JsonReader Response { get; private set; }

    public static ResponsesEvent Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> json)
    {
        ResponsesEvent found = new() { Type = TypeOf(eventType) };
        bool named = eventType.StartsWith("response."u8) || found.Type == ResponsesEventType.Error;
        Utf8JsonReader reader = WireJson.Open(json);

        Utf8JsonReader held = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                held = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("output_index"u8))
            {
                reader.Read();
                found.OutputIndex = JsonFields.ReadCount(ref reader);
            }
            else if (found.OutputIndex is null && reader.ValueTextEquals("item_id"u8))
            {
                reader.Read();
                found.ItemId = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("sequence_number"u8))
            {
                reader.Read();
                found.SequenceNumber = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("summary_index"u8))
            {
                reader.Read();
                found.PartIndex = JsonFields.ReadCount(ref reader) ?? 0;
            }
            else if (reader.ValueTextEquals("item"u8))
            {
                reader.Read();
                found.Item = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                found.Response = reader;
                reader.Skip();
            }
            else if (!named && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                found.Type = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
                    ? TypeOf(reader.ValueSpan)
                    : throw JsonFields.Unexpected(reader.TokenType, "an event's type");
            }
            else
            {
                reader.Skip();
            }
        }

        WireJson.ExpectEnd(ref reader);

        if (held.TokenType != JsonTokenType.None && found.Type is >= ResponsesEventType.TextDelta and <= ResponsesEventType.ArgumentsDelta)
        {
            found.Delta = JsonFields.ReadString(ref held);
        }

        return found;
    }

    private static ResponsesEventType TypeOf(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> prefix = "response."u8;
        if (!name.StartsWith(prefix))
        {
            return name.SequenceEqual("error"u8) ? ResponsesEventType.Error : ResponsesEventType.Other;
        }

        name = name[prefix.Length..];
        return name.SequenceEqual("output_text.delta"u8) ? ResponsesEventType.TextDelta
            : name.SequenceEqual("function_call_arguments.delta"u8) ? ResponsesEventType.ArgumentsDelta
            : name.SequenceEqual("reasoning_summary_text.delta"u8) ? ResponsesEventType.SummaryDelta
            : name.SequenceEqual("reasoning_text.delta"u8) ? ResponsesEventType.ReasoningDelta
            : name.SequenceEqual("output_item.added"u8) ? ResponsesEventType.ItemAdded
            : name.SequenceEqual("output_item.done"u8) ? ResponsesEventType.ItemDone
            : name.SequenceEqual("created"u8) || name.SequenceEqual("queued"u8) || name.SequenceEqual("in_progress"u8)
                ? ResponsesEventType.Created
            : name.SequenceEqual("completed"u8) ? ResponsesEventType.Completed
            : name.SequenceEqual("incomplete"u8) ? ResponsesEventType.Incomplete
            : name.SequenceEqual("failed"u8) ? ResponsesEventType.Failed
            : name.SequenceEqual("cancelled"u8) ? ResponsesEventType.Cancelled
            : ResponsesEventType.Other;
    }
}
