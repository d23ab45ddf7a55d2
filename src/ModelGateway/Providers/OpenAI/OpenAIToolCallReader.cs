using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Puts tool calls together, from whole ones or from parts that name their call by its index.</summary>
internal sealed class OpenAIToolCallReader(ChatCall call, string protocol, bool streaming)
{
    private readonly bool _showsDeltas = streaming && call.StreamToolCallDeltas;
    private readonly List<OpenAIPendingCall> _pending = [];
    private int _completed;

    /// <summary>Reads the value of <c>tool_calls</c>.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="json">All of what the reader reads.</param>
    /// <param name="contents">Where the pieces of arguments go, if the call wants them shown.</param>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadPart(ref reader, json, ref contents);
            }
        }
    }

    /// <summary>Appends the calls, which are complete now.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        foreach (OpenAIPendingCall pending in _pending)
        {
            string id = pending.ShownId ?? pending.Id ?? ToolCallIds.Mint(call.AttemptId, _completed);
            FunctionCallContent whole = ToolArguments.CreateCall(id, pending.Name ?? "", pending.Arguments.WrittenSpan);
            if (pending.Signature is { } signature)
            {
                ContentOrigin.SetSignature(whole, protocol, signature);
            }

            (contents ??= new(_pending.Count)).Add(whole);
            pending.Arguments.Dispose();
            _completed++;
        }

        _pending.Clear();
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        int? index = null;
        string? id = null;
        string? name = null;
        string? signature = null;
        Utf8JsonReader arguments = default;
        ReadOnlySpan<byte> rawArguments = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = (int?)JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                name = ReadFunction(ref reader, json, ref arguments, ref rawArguments);
            }
            else if (reader.ValueTextEquals("extra_content"u8))
            {
                reader.Read();
                signature = OpenAICallSignature.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        OpenAIPendingCall pending = Find(index, id, name);
        pending.Id ??= string.IsNullOrEmpty(id) ? null : id;
        pending.Name ??= string.IsNullOrEmpty(name) ? null : name;
        pending.Signature ??= signature;
        if (arguments.TokenType == JsonTokenType.String)
        {
            int length = arguments.CopyString(pending.Arguments.GetSpan(arguments.ValueSpan.Length));
            pending.Arguments.Advance(length);
        }
        else
        {
            pending.Arguments.Write(rawArguments);
        }

        if (_showsDeltas && pending.Name is not null)
        {
            Show(pending, ref contents);
        }
    }

    /// <summary>Shows what has come since the last time, once the call has a name; its id is then settled.</summary>
    private void Show(OpenAIPendingCall pending, ref List<AIContent>? contents)
    {
        bool begins = pending.ShownId is null;
        if (!begins && pending.ShownCount == pending.Arguments.WrittenCount)
        {
            return;
        }

        pending.ShownId ??= pending.Id ?? ToolCallIds.Mint(call.AttemptId, _completed + _pending.IndexOf(pending));
        string delta = Encoding.UTF8.GetString(pending.Arguments.WrittenSpan[pending.ShownCount..]);
        pending.ShownCount = pending.Arguments.WrittenCount;
        (contents ??= new(1)).Add(new ToolCallDeltaContent(pending.ShownId, pending.Name!, delta));
    }

    private static string? ReadFunction(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Utf8JsonReader arguments, ref ReadOnlySpan<byte> rawArguments)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        string? name = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                switch (reader.TokenType)
                {
                    case JsonTokenType.String:
                        arguments = reader;
                        break;
                    case JsonTokenType.StartObject:
                        // Not what OpenAI sends, but some servers that speak its protocol do.
                        int start = (int)reader.TokenStartIndex;
                        reader.Skip();
                        rawArguments = json[start..(int)reader.BytesConsumed];
                        break;
                    case JsonTokenType.Null:
                        break;
                    default:
                        throw JsonFields.Unexpected(reader.TokenType, "a call's arguments");
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }

    /// <summary>
    /// The call that a part belongs to: the last of its index, unless the part brings another id, as some servers number every call 0.
    /// Without an index an id or a name begins a call.
    /// </summary>
    private OpenAIPendingCall Find(int? index, string? id, string? name)
    {
        bool hasId = !string.IsNullOrEmpty(id);
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            OpenAIPendingCall candidate = _pending[i];
            bool sameId = !hasId || candidate.Id is null || string.Equals(candidate.Id, id, StringComparison.Ordinal);
            bool belongs = index is not null ? candidate.Index == index && sameId
                : hasId ? candidate.Id is not null && sameId
                : string.IsNullOrEmpty(name);
            if (belongs)
            {
                return candidate;
            }
        }

        OpenAIPendingCall begun = new() { Index = index };
        _pending.Add(begun);
        return begun;
    }
}
