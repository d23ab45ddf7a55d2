using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Reads the texts of a stream, whose pieces may cut a surrogate pair in two.</summary>
internal struct BedrockPieces()
{
    public TextPieces Text = new(inPieces: true);

    public TextPieces Reasoning = new(inPieces: true);

    public TextPieces Input = new(inPieces: true);

    /// <summary>What is left of reasoning or text where its other half never came; null for nothing.</summary>
    public AIContent? TakeLeft() =>
        Reasoning.Take() is { } reasoning ? new TextReasoningContent(reasoning)
        : Text.Take() is { } text ? new TextContent(text)
        : null;
}
