namespace ModelGateway.Testing;

/// <summary>One scripted answer of a <see cref="ProviderSimulator"/>, independent of the protocol.</summary>
public sealed record SimulatedReply
{
    /// <summary>The text of the answer. Null (the default): the concatenated <see cref="Chunks"/>, or no text.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The exact pieces in which a stream sends the text. Null (the default): pieces of <see cref="ChunkLength"/> characters.
    /// </summary>
    public IReadOnlyList<string>? Chunks { get; init; }

    /// <summary>The length of a streamed piece of text, reasoning or tool arguments, in characters. Default 12.</summary>
    public int ChunkLength { get; init; } = 12;

    /// <summary>The reasoning, sent before the text. Null (the default): none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>
    /// The signature of the reasoning (Anthropic, Gemini). Null (the default): the simulator creates one where the protocol has one.
    /// </summary>
    public string? Signature { get; init; }

    /// <summary>The tools that the model calls. Default none.</summary>
    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];

    /// <summary>The token counts. Null (the default): one token for every four characters or part of them.</summary>
    public SimulatedUsage? Usage { get; init; }

    /// <summary>The finish reason. Null (the default): tool calls if there are any, else a normal stop.</summary>
    public SimulatedFinishReason? FinishReason { get; init; }

    /// <summary>The model in the answer. Null (the default): the requested one.</summary>
    public string? Model { get; init; }

    /// <summary>A fault of this answer, which takes precedence over <see cref="ProviderSimulator.Fail"/>. Default none.</summary>
    public SimulatedFault? Fault { get; init; }
}
