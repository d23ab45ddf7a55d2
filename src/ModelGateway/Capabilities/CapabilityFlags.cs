namespace ModelGateway.Capabilities;

/// <summary>The capabilities that are there or not, one bit each, so that a set of them is compared in one instruction. The names are those of <see cref="CapabilityNames"/>.</summary>
[Flags]
internal enum CapabilityFlags : ulong
{
    None = 0,

    // What it does with tools.
    Tools = 1UL << 0,
    ForcedTools = 1UL << 1,
    ParallelTools = 1UL << 2,
    StrictTools = 1UL << 3,

    // The form of its answers.
    JsonObject = 1UL << 4,
    JsonSchema = 1UL << 5,
    ImageOutput = 1UL << 6,
    AudioOutput = 1UL << 7,
    Streaming = 1UL << 8,
    LogProbs = 1UL << 9,

    // What it reads beside text.
    ImageInput = 1UL << 10,
    AudioInput = 1UL << 11,
    VideoInput = 1UL << 12,
    FileInput = 1UL << 13,

    // How it is steered.
    SystemPrompt = 1UL << 14,
    Prefill = 1UL << 15,
    Reasoning = 1UL << 16,
    Seed = 1UL << 17,
    Sampling = 1UL << 18,
    TopK = 1UL << 19,
    Penalties = 1UL << 20,
    StopSequences = 1UL << 21,

    // What its provider runs for it.
    PromptCaching = 1UL << 22,
    WebSearch = 1UL << 23,
    CodeExecution = 1UL << 24,
    FileSearch = 1UL << 25,
    RemoteMcp = 1UL << 26,
    ComputerUse = 1UL << 27,

    // What its provider does with the data.
    NoTraining = 1UL << 28,
    ZeroRetention = 1UL << 29,

    // Embeddings.
    AdjustableDimensions = 1UL << 30,
}
