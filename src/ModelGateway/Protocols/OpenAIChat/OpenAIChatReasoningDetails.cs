using System.Buffers;
using System.Text;
using System.Text.Json;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Collects OpenRouter's <c>reasoning_details</c>: reasoning in the form of the vendor behind it, signed or encrypted, which goes back
/// unchanged. A stream sends the texts in parts that belong together by index and type.
/// </summary>
internal sealed class OpenAIChatReasoningDetails(ChatCall call)
{
    private readonly List<Detail> _open = [];
    private TextPieces _texts = new(inPieces: true);
    private TextPieces _summaries = new(inPieces: true);
    private string? _whole;

    /// <summary>Reads the value that the reader stands on.</summary>
    /// <returns>The text of the reasoning; null where it has none.</returns>
    public string? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool streaming)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return null;
        }

        if (!streaming)
        {
            Utf8JsonReader whole = reader;
            _whole = Encoding.UTF8.GetString(JsonFields.ReadRaw(ref whole, json));
        }

        JoinedText shown = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                shown.Add(ReadPart(ref reader));
            }
        }

        return shown.ToString();
    }

    /// <summary>All details since the last call as a JSON array; null where there are none.</summary>
    public string? Take()
    {
        if (_open.Count > 0)
        {
            _open[^1].Text = Append(_open[^1].Text, _texts.Take());
            _open[^1].Summary = Append(_open[^1].Summary, _summaries.Take());
        }

        string? taken = _whole ?? (_open.Count > 0 ? Write() : null);
        _whole = null;
        _open.Clear();
        return taken is "[]" ? null : taken;
    }

    private StringBuilder? Append(StringBuilder? builder, string? text)
    {
        call.Bound.Add(text, BoundedBuffer.Reasoning);
        return text is null ? builder : (builder ?? new StringBuilder()).Append(text);
    }

    private string? ReadPart(ref Utf8JsonReader reader)
    {
        Part part = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Index))
            {
                part.Index = JsonFields.ReadCountValue(ref reader);
            }
            else
            {
                part.ReadText(ref reader, ref _texts, ref _summaries);
            }
        }

        Detail detail = Find(part);
        detail.Id ??= part.Id;
        detail.Format ??= part.Format;
        detail.Signature = part.Signature ?? detail.Signature;
        detail.Text = Append(detail.Text, part.Text);
        detail.Summary = Append(detail.Summary, part.Summary);
        detail.Data = Append(detail.Data, part.Data);
        return part.Text ?? part.Summary;
    }

    private Detail Find(in Part part)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            Detail candidate = _open[i];
            if (candidate.Index == part.Index && (part.Type is null || candidate.Type == part.Type)
                && (part.Id is null || candidate.Id is null || candidate.Id == part.Id))
            {
                return candidate;
            }
        }

        Detail begun = new() { Index = part.Index, Type = part.Type };
        PartialToolCalls.CheckCount(_open.Count);
        _open.Add(begun);
        return begun;
    }

    private string Write()
    {
        ArrayBufferWriter<byte> output = new();
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartArray();
        foreach (Detail detail in _open)
        {
            detail.Write(writer);
        }

        writer.WriteEndArray();
        JsonWriters.Return(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The fields of one element of <c>reasoning_details</c>.</summary>
    private struct Part
    {
        public long? Index;
        public string? Type;
        public string? Id;
        public string? Format;
        public string? Signature;
        public string? Text;
        public string? Summary;
        public string? Data;

        public void ReadText(ref Utf8JsonReader reader, ref TextPieces texts, ref TextPieces summaries)
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Text))
            {
                Text = texts.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Summary))
            {
                Summary = summaries.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Data))
            {
                Data = ReadString(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Signature))
            {
                Signature = ReadString(ref reader);
            }
            else
            {
                ReadHead(ref reader);
            }
        }

        private static string? ReadString(ref Utf8JsonReader reader)
        {
            return JsonFields.ReadStringValue(ref reader);
        }

        private void ReadHead(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Type))
            {
                Type = ReadString(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Format))
            {
                Format = ReadString(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Id))
            {
                Id = ReadString(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>A detail of which parts are still arriving.</summary>
    private sealed class Detail
    {
        public long? Index { get; init; }

        public string? Type { get; init; }

        public string? Id { get; set; }

        public string? Format { get; set; }

        public string? Signature { get; set; }

        public StringBuilder? Text { get; set; }

        public StringBuilder? Summary { get; set; }

        public StringBuilder? Data { get; set; }

        public void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            Write(writer, OpenAIChatNames.Type, Type);
            Write(writer, OpenAIChatNames.Id, Id);
            Write(writer, OpenAIChatNames.Format, Format);
            if (Index is { } index)
            {
                writer.WriteNumber(OpenAIChatNames.Index, index);
            }

            Write(writer, OpenAIChatNames.Text, Text?.ToString());
            Write(writer, OpenAIChatNames.Summary, Summary?.ToString());
            Write(writer, OpenAIChatNames.Data, Data?.ToString());
            Write(writer, OpenAIChatNames.Signature, Signature);
            writer.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }
}
