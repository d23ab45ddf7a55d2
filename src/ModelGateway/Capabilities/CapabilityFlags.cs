namespace ModelGateway.Capabilities;

/// <summary>
/// The capabilities that are present or absent, one bit each, so that sets of them are compared with one instruction.
/// <see cref="CapabilityNames"/> derives their names in configuration from the members' names.
/// </summary>
[Flags]
internal enum CapabilityFlags : ulong
{
    None = 0,

    // Function calling.
    Tools = 1UL << 0,
    ForcedTools = 1UL << 1,
    ParallelTools = 1UL << 2,
    StrictTools = 1UL << 3,

    // The form of the answer.
    JsonObject = 1UL << 4,
    JsonSchema = 1UL << 5,
    ImageOutput = 1UL << 6,
    AudioOutput = 1UL << 7,
    Streaming = 1UL << 8,
    LogProbs = 1UL << 9,

    // Input other than text.
    ImageInput = 1UL << 10,
    AudioInput = 1UL << 11,
    VideoInput = 1UL << 12,
    FileInput = 1UL << 13,

    // Instructions and sampling.
    SystemPrompt = 1UL << 14,
    Prefill = 1UL << 15,
    Reasoning = 1UL << 16,
    Seed = 1UL << 17,
    Sampling = 1UL << 18,
    TopK = 1UL << 19,
    Penalties = 1UL << 20,
    StopSequences = 1UL << 21,

    // Services that the provider runs.
    PromptCaching = 1UL << 22,
    WebSearch = 1UL << 23,
    CodeExecution = 1UL << 24,
    FileSearch = 1UL << 25,
    RemoteMcp = 1UL << 26,
    ComputerUse = 1UL << 27,

    // Promises of the provider about the data.
    NoTraining = 1UL << 28,
    ZeroRetention = 1UL << 29,

    // Embeddings.
    AdjustableDimensions = 1UL << 30,
}
