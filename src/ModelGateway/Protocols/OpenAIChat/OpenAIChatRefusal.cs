using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The words of a refusal, which become one content when the turn is complete.</summary>
internal sealed class OpenAIChatRefusal(ChatCall call, bool streaming)
{
    private TextPieces _pieces = new(streaming);
    private PooledBufferWriter? _words;

    /// <summary>Reads the value of <c>refusal</c>.</summary>
    /// <returns>Whether it says anything.</returns>
    public bool Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a string");
        }

        if (reader.ValueSpan.IsEmpty)
        {
            return false;
        }

        _words ??= new BoundedBuffer(call, BoundedBuffer.Refusal);
        _pieces.AppendTo(_words, ref reader);
        return true;
    }

    public void Complete(ref List<AIContent>? contents)
    {
        if (_words is not null && _pieces.Take() is { } left)
        {
            _words.Write(Encoding.UTF8.GetBytes(left));
        }

        if (_words is { WrittenCount: > 0 })
        {
            (contents ??= new(1)).Add(new ErrorContent(Encoding.UTF8.GetString(_words.WrittenSpan)) { ErrorCode = "Refusal" });
            _words.Dispose();
        }
    }
}
