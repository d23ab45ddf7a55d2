using System.Buffers;
using System.Text;
using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// OpenRouter's <c>reasoning_details</c>: the reasoning in the form of the vendor behind it, signed or encrypted, which goes back as it
/// came. In a stream its texts come in parts, which belong together by index and type.
/// </summary>
internal sealed class OpenAIChatReasoningDetails
{
    private readonly List<OpenAIChatReasoningDetail> _open = [];
    private string? _whole;

    /// <summary>Reads the value that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool streaming)
    {
        int start = (int)reader.TokenStartIndex;
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        if (!streaming)
        {
            reader.Skip();
            _whole = Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadPart(ref reader);
            }
        }
    }

    /// <summary>All details since the last time as a JSON array; null where there are none.</summary>
    public string? Take()
    {
        string? taken = _whole ?? (_open.Count > 0 ? Write() : null);
        _whole = null;
        _open.Clear();
        return taken is "[]" ? null : taken;
    }

    private void ReadPart(ref Utf8JsonReader reader)
    {
        long? index = null;
        string? type = null, id = null, format = null, signature = null, text = null, summary = null, data = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonFields.ReadCount(ref reader);
                continue;
            }

            ref string? field = ref type;
            if (reader.ValueTextEquals("text"u8))
            {
                field = ref text;
            }
            else if (reader.ValueTextEquals("summary"u8))
            {
                field = ref summary;
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                field = ref data;
            }
            else if (reader.ValueTextEquals("signature"u8))
            {
                field = ref signature;
            }
            else if (reader.ValueTextEquals("format"u8))
            {
                field = ref format;
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                field = ref id;
            }
            else if (!reader.ValueTextEquals("type"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            field = JsonFields.ReadString(ref reader);
        }

        OpenAIChatReasoningDetail detail = Find(index, type, id);
        detail.Id ??= id;
        detail.Format ??= format;
        detail.Signature = signature ?? detail.Signature;
        detail.Text = Append(detail.Text, text);
        detail.Summary = Append(detail.Summary, summary);
        detail.Data = Append(detail.Data, data);
    }

    private OpenAIChatReasoningDetail Find(long? index, string? type, string? id)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            OpenAIChatReasoningDetail candidate = _open[i];
            if (candidate.Index == index && (type is null || candidate.Type == type) && (id is null || candidate.Id is null || candidate.Id == id))
            {
                return candidate;
            }
        }

        OpenAIChatReasoningDetail begun = new() { Index = index, Type = type };
        _open.Add(begun);
        return begun;
    }

    private static StringBuilder? Append(StringBuilder? builder, string? text) =>
        text is null ? builder : (builder ?? new StringBuilder()).Append(text);

    private string Write()
    {
        ArrayBufferWriter<byte> output = new();
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartArray();
        foreach (OpenAIChatReasoningDetail detail in _open)
        {
            writer.WriteStartObject();
            Write(writer, "type"u8, detail.Type);
            Write(writer, "id"u8, detail.Id);
            Write(writer, "format"u8, detail.Format);
            if (detail.Index is { } index)
            {
                writer.WriteNumber("index"u8, index);
            }

            Write(writer, "text"u8, detail.Text?.ToString());
            Write(writer, "summary"u8, detail.Summary?.ToString());
            Write(writer, "data"u8, detail.Data?.ToString());
            Write(writer, "signature"u8, detail.Signature);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        JsonWriters.Return(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
