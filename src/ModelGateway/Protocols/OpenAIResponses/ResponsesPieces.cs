using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads the texts of a stream, whose pieces may cut a surrogate pair in two.</summary>
internal struct ResponsesPieces()
{
    public TextPieces Text = new(inPieces: true);

    public TextPieces Reasoning = new(inPieces: true);

    public TextPieces Arguments = new(inPieces: true);

    /// <summary>
    /// Appends what is left where its other half never came. Nothing is left of arguments: the whole ones stand in the call's item.
    /// </summary>
    /// <param name="item">The item that the pieces belong to, which has shown them now; null where none is known.</param>
    /// <param name="contents">Where what is left goes.</param>
    public void AddLeft(ResponsesOpenItem? item, ref List<AIContent>? contents)
    {
        Arguments.Take();
        if (Reasoning.Take() is { } reasoning)
        {
            (contents ??= new(1)).Add(new TextReasoningContent(reasoning));
            item?.HasReasoning = true;
        }

        if (Text.Take() is { } text)
        {
            (contents ??= new(1)).Add(new TextContent(text));
            item?.HasText = true;
        }
    }
}
