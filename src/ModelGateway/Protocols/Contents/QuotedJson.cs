using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>Writes JSON inside a string, the form of tool arguments and results in several protocols.</summary>
internal sealed class QuotedJson(Utf8JsonWriter writer) : IDisposable
{
    private PooledBufferWriter? _buffer;
    private Utf8JsonWriter? _inner;

    /// <summary>Writes one element of <c>tool_calls</c> in the form of Chat Completions.</summary>
    /// <param name="id">The call's id, as the service accepts it.</param>
    /// <param name="function">The call.</param>
    /// <param name="protocol">The protocol that may have signed the call; null where calls are not signed.</param>
    public void WriteCall(string id, FunctionCallContent function, string? protocol = null)
    {
        writer.WriteStartObject();
        writer.WriteString(ToolCallNames.Id, id);
        writer.WriteString(ToolCallNames.Type, ToolCallNames.Function);
        writer.WriteStartObject(ToolCallNames.Function);
        writer.WriteString(ToolCallNames.Name, function.Name);
        WriteArguments(ToolCallNames.Arguments, function.Arguments);
        writer.WriteEndObject();
        if (protocol is not null)
        {
            GoogleCallSignature.Write(writer, function, protocol);
        }

        writer.WriteEndObject();
    }

    public void WriteArguments(ReadOnlySpan<byte> name, IDictionary<string, object?>? arguments)
    {
        if (arguments is not { Count: > 0 })
        {
            writer.WriteString(name, "{}"u8);
            return;
        }

        Utf8JsonWriter inner = Restart();
        ToolArguments.WriteArguments(inner, arguments);
        Finish(name);
    }

    /// <summary>Writes a tool's result: text as it is, any other value as JSON.</summary>
    /// <param name="name">The property.</param>
    /// <param name="result">The result.</param>
    /// <param name="value">Its value, a content or contents where the tool returned such.</param>
    public void WriteResult(ReadOnlySpan<byte> name, FunctionResultContent result, object? value)
    {
        switch (value)
        {
            case null when result.Exception is not null:
                writer.WriteString(name, "Error: Function failed."u8); // The exception's message may hold secrets.
                break;
            case JsonElement { ValueKind: not (JsonValueKind.String or JsonValueKind.Undefined) } element:
                writer.WriteString(name, JsonWhiteSpace.Remove(JsonMarshal.GetRawUtf8Value(element)));
                break;
            case null or string or JsonElement or TextContent:
                writer.WriteString(name, ToolArguments.ResultText(value));
                break;
            case IEnumerable<AIContent> contents when contents.All(static content => content is TextContent):
                writer.WriteString(name, string.Concat(contents));
                break;
            default:
                Utf8JsonWriter inner = Restart();
                ToolArguments.WriteValue(inner, value);
                Finish(name);
                break;
        }
    }

    public void Dispose()
    {
        _inner?.Dispose();
        _buffer?.Dispose();
    }

    private Utf8JsonWriter Restart()
    {
        if (_inner is null)
        {
            _buffer = new PooledBufferWriter();
            return _inner = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = writer.Options.Encoder, SkipValidation = true });
        }

        _buffer!.Dispose();
        _inner.Reset();
        return _inner;
    }

    private void Finish(ReadOnlySpan<byte> name)
    {
        _inner!.Flush();
        writer.WriteString(name, _buffer!.WrittenSpan);
    }
}
