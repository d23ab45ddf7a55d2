using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>A block of a stream between its start and its stop, where its content is known only at the stop.</summary>
internal sealed class BedrockOpenBlock(ChatCall call, int index, BedrockBlockKind kind) : IDisposable
{
    private PooledBufferWriter? _data;
    private SignedReasoning _reasoning = new(BedrockProtocol.ProtocolName);

    public int Index { get; } = index;

    public BedrockBlockKind Kind { get; } = kind;

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The start of the block as it was received, for blocks that are sent back unchanged.</summary>
    public JsonElement Start { get; init; }

    /// <inheritdoc cref="SignedReasoning.Add"/>
    public TextReasoningContent Reason(string text) => _reasoning.Add(text);

    /// <inheritdoc cref="SignedReasoning.Sign"/>
    public void Sign(string signature) => _reasoning.Sign(signature, call);

    public void Append(string piece)
    {
        _data ??= NewBuffer();
        int length = Encoding.UTF8.GetBytes(piece, _data.GetSpan(Encoding.UTF8.GetMaxByteCount(piece.Length)));
        _data.Advance(length);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo((_data ??= NewBuffer()).GetSpan(bytes.Length));
        _data.Advance(bytes.Length);
    }

    /// <summary>Adds the elements of a JSON array to those that came before.</summary>
    public void AppendElements(ReadOnlySpan<byte> array)
    {
        ReadOnlySpan<byte> elements = array[1..^1].Trim(" \t\r\n"u8);
        if (!elements.IsEmpty)
        {
            Append(_data is null ? default : ","u8);
            Append(elements);
        }
    }

    /// <summary>The content that is complete with the end of the block; null where there is none.</summary>
    public AIContent? Close()
    {
        ReadOnlySpan<byte> data = _data is null ? default : _data.WrittenSpan;
        switch (Kind)
        {
            case BedrockBlockKind.ToolCall:
                return ToolArguments.CreateCall(Id, Name, data);
            case BedrockBlockKind.Image:
                return data.IsEmpty ? null
                    : new DataContent(data.ToArray(), BedrockBlockReader.MediaTypeOf(Name.Length == 0 ? null : Name));
            case BedrockBlockKind.ServerCall:
                return Merge(BedrockNames.ToolUse, BedrockNames.Input, data.IsEmpty ? "{}"u8 : data, isArray: false);
            case BedrockBlockKind.ServerResult:
                return Merge(BedrockNames.ToolResult, BedrockNames.Content, data, isArray: true);
            default:
                return _reasoning.Close();
        }
    }

    public void Dispose() => _data?.Dispose();

    private BoundedBuffer NewBuffer() =>
        new(call, Kind is BedrockBlockKind.ToolCall or BedrockBlockKind.ServerCall ? BoundedBuffer.Arguments : BoundedBuffer.Blocks);

    // The block in the form that it has in an answer that is not a stream.
    private AIContent Merge(ReadOnlySpan<byte> block, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, bool isArray)
    {
        using PooledBufferWriter output = new();
        Utf8JsonWriter writer = JsonWriters.Rent(output);
        writer.WriteStartObject();
        writer.WriteStartObject(block);
        foreach (JsonProperty property in Start.EnumerateObject())
        {
            property.WriteTo(writer);
        }

        writer.WritePropertyName(field);
        writer.WriteRawValue(isArray ? [(byte)'[', .. value, (byte)']'] : value);
        writer.WriteEndObject();
        writer.WriteEndObject();
        JsonWriters.Return(writer);
        return BedrockServerBlock.Create(output.WrittenSpan);
    }
}
