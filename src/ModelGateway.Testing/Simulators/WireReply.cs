namespace ModelGateway.Testing.Simulators;

/// <summary>A complete answer, ready to be written by a protocol.</summary>
internal sealed record WireReply
{
    public required WireCall Call { get; init; }

    /// <summary>The number of the answer, from 1. Ids are derived from it.</summary>
    public required int Number { get; init; }

    public required string Model { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> TextPieces { get; init; }

    public required string? Reasoning { get; init; }

    public required string? Signature { get; init; }

    public required IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; }

    public required SimulatedUsage Usage { get; init; }

    public required SimulatedFinishReason FinishReason { get; init; }

    public required int ChunkLength { get; init; }
}
