using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Claude;

/// <summary>The reasoning of one block of a stream: pieces of text, then a signature.</summary>
/// <param name="protocol">The protocol that the reasoning can go back to.</param>
internal struct SignedReasoning(string protocol)
{
    private JoinedText _signature;
    private bool _isMarked;

    /// <summary>
    /// A piece of reasoning. Only the first carries its origin, as Microsoft.Extensions.AI joins pieces under the first's properties.
    /// </summary>
    public TextReasoningContent Add(string text)
    {
        TextReasoningContent content = new(text);
        if (!_isMarked)
        {
            _isMarked = true;
            ContentOrigin.Set(content, protocol);
        }

        return content;
    }

    /// <summary>Adds a piece of the signature.</summary>
    public void Sign(string? signature, ChatCall call)
    {
        call.Bound.Add(signature, BoundedBuffer.Reasoning);
        _signature.Add(signature);
    }

    /// <summary>The content that carries the signature; null where none came.</summary>
    public readonly TextReasoningContent? Close()
    {
        if (_signature.ToString() is not { Length: > 0 } signature)
        {
            return null;
        }

        TextReasoningContent signed = new("") { ProtectedData = signature };
        ContentOrigin.Set(signed, protocol);
        return signed;
    }
}
