namespace ModelGateway.Testing;

/// <summary>One scripted answer of a <see cref="ProviderSimulator"/>, in words that all protocols share.</summary>
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

    /// <summary>What the model thought, sent before the text. Null (the default): nothing.</summary>
    public string? Reasoning { get; init; }

    /// <summary>
    /// The signature of the reasoning (Anthropic, Gemini). Null (the default): the simulator mints one where the protocol has one.
    /// </summary>
    public string? Signature { get; init; }

    /// <summary>The tools that the model calls. Default none.</summary>
    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];

    /// <summary>The token counts. Null (the default): a token for every four characters begun, the same on every run.</summary>
    public SimulatedUsage? Usage { get; init; }

    /// <summary>Why the answer ends. Null (the default): tool calls if there are any, else a normal stop.</summary>
    public SimulatedFinishReason? FinishReason { get; init; }

    /// <summary>The model that answers, where it is another than was asked for. Null (the default): the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// A fault that befalls this very answer; it takes precedence over <see cref="ProviderSimulator.Fail"/>. Default none.
    /// </summary>
    public SimulatedFault? Fault { get; init; }
}
