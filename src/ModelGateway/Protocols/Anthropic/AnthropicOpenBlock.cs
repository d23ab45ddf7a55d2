using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>A block of a stream between its start and its stop, where its content is known only at the stop.</summary>
internal sealed class AnthropicOpenBlock(ChatCall call, int index, AnthropicBlockType type) : IDisposable
{
    private PooledBufferWriter? _start;
    private PooledBufferWriter? _input;
    private Dictionary<string, JsonElement>? _changes;
    private TextPieces _pieces = new(inPieces: true);
    private SignedReasoning _reasoning = new(AnthropicProtocol.ProtocolName);

    public int Index { get; } = index;

    /// <summary>The id of a function's call; null for other blocks.</summary>
    public string? Id { get; private init; }

    public string? Name { get; private init; }

    /// <summary>
    /// Opens a block of text or thinking. Its text is handed on at once; only a thinking block keeps a signature for its end.
    /// </summary>
    public static AnthropicOpenBlock Thinking(ChatCall call, int index, string? signature)
    {
        AnthropicOpenBlock block = new(call, index, AnthropicBlockType.Thinking);
        block._reasoning.Sign(signature, call);
        return block;
    }

    /// <summary>Opens a tool call; its input usually follows in pieces, else it stands in the start.</summary>
    public static AnthropicOpenBlock ToolCall(ChatCall call, int index, string id, string name, ReadOnlySpan<byte> input)
    {
        AnthropicOpenBlock block = new(call, index, AnthropicBlockType.ToolUse) { Id = id, Name = name };
        block.KeepStart(input);
        return block;
    }

    /// <summary>Opens a block that is kept as JSON.</summary>
    public static AnthropicOpenBlock Raw(ChatCall call, int index, AnthropicBlockType type, ReadOnlySpan<byte> json)
    {
        AnthropicOpenBlock block = new(call, index, type);
        block.KeepStart(json);
        return block;
    }

    /// <inheritdoc cref="SignedReasoning.Add"/>
    public TextReasoningContent Reason(string text) => _reasoning.Add(text);

    /// <inheritdoc cref="SignedReasoning.Sign"/>
    public void Sign(string signature) => _reasoning.Sign(signature, call);

    /// <summary>
    /// Adds a piece of input, unescaped from the JSON string that it arrived in. Returns the piece if the caller shows pieces and it is not
    /// empty.
    /// </summary>
    public string? Append(ReadOnlySpan<byte> jsonString, bool isWanted)
    {
        if (jsonString.Length <= 2)
        {
            return null;
        }

        _input ??= new BoundedBuffer(call, BoundedBuffer.Arguments);
        int before = _input.WrittenCount;
        Utf8JsonReader reader = new(jsonString, WireJson.Options);
        reader.Read();
        _pieces.AppendTo(_input, ref reader);
        return isWanted && _input.WrittenCount > before ? Encoding.UTF8.GetString(_input.WrittenSpan[before..]) : null;
    }

    /// <summary>Takes a delta of unknown type as new values of the block's fields, e.g. a compaction's content.</summary>
    public void Change(ReadOnlySpan<byte> delta)
    {
        foreach (JsonProperty property in WireJson.ParseMended(delta).EnumerateObject())
        {
            if (!property.NameEquals(AnthropicNames.Type.EncodedUtf8Bytes))
            {
                (_changes ??= [])[property.Name] = property.Value;
            }
        }

        call.Bound.Add(delta.Length, BoundedBuffer.Blocks);
    }

    /// <summary>The content that is complete with the end of the block; null where there is none.</summary>
    public AIContent? Close()
    {
        if (_pieces.Take() is { } left)
        {
            _input!.Write(Encoding.UTF8.GetBytes(left));
        }

        switch (type)
        {
            case AnthropicBlockType.Thinking:
                return _reasoning.Close();
            case AnthropicBlockType.ToolUse:
                return ToolArguments.CreateCall(Id!, Name!, _input is { WrittenCount: > 0 } ? _input.WrittenSpan : _start!.WrittenSpan);
            default:
                return AnthropicServerBlockReader.Read(type, _input is null && _changes is null ? _start!.WrittenSpan : Merge());
        }
    }

    public void Dispose()
    {
        _start?.Dispose();
        _input?.Dispose();
    }

    private void KeepStart(ReadOnlySpan<byte> json)
    {
        _start = new BoundedBuffer(call, BoundedBuffer.Blocks);
        json.CopyTo(_start.GetSpan(json.Length));
        _start.Advance(json.Length);
    }

    private byte[] Merge()
    {
        bool hasInput = _input is not null && IsWhole(_input.WrittenSpan);
        using PooledBufferWriter output = new();
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        WriteUnchanged(writer, hasInput);
        if (hasInput)
        {
            writer.WritePropertyName(AnthropicNames.Input);
            writer.WriteRawValue(_input!.WrittenSpan, skipInputValidation: true);
        }

        foreach ((string name, JsonElement value) in _changes ?? [])
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        JsonWriters.Return(writer);
        return output.WrittenSpan.ToArray();
    }

    private void WriteUnchanged(Utf8JsonWriter writer, bool hasInput)
    {
        foreach (JsonProperty property in WireJson.Parse(_start!.WrittenSpan).EnumerateObject())
        {
            if (!(property.NameEquals(AnthropicNames.Input.EncodedUtf8Bytes) && hasInput) && _changes?.ContainsKey(property.Name) != true)
            {
                property.WriteTo(writer);
            }
        }
    }

    // The output limit may cut an input anywhere.
    private static bool IsWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            return WireJson.Parse(json).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
