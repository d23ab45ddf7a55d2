using ModelGateway.Capabilities;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Derives the capabilities that a dialect of Chat Completions lacks from its features.</summary>
internal static class ChatCapabilities
{
    // Chat Completions host neither of these.
    private const CapabilityFlags Always = CapabilityFlags.FileSearch | CapabilityFlags.RemoteMcp;

    public static CapabilityFlags LackedBy(ChatDialect dialect) =>
        Always
        | Unless(
            dialect,
            ChatFeatures.Tools,
            CapabilityFlags.Tools | CapabilityFlags.ForcedTools | CapabilityFlags.ParallelTools | CapabilityFlags.StrictTools)
        | Unless(dialect, ChatFeatures.RequiredTool | ChatFeatures.NamedTool, CapabilityFlags.ForcedTools)
        | Unless(dialect, ChatFeatures.Strict, CapabilityFlags.StrictTools)
        | Unless(dialect, ChatFeatures.JsonSchema, CapabilityFlags.JsonSchema)
        | Unless(dialect, ChatFeatures.JsonMode | ChatFeatures.JsonSchema, CapabilityFlags.JsonObject)
        | Unless(dialect, ChatFeatures.Images, CapabilityFlags.ImageInput)
        | Unless(dialect, ChatFeatures.Audio, CapabilityFlags.AudioInput)
        | Unless(dialect, ChatFeatures.Video, CapabilityFlags.VideoInput)
        | Unless(dialect, ChatFeatures.Files, CapabilityFlags.FileInput)
        | Unless(dialect, ChatFeatures.Seed, CapabilityFlags.Seed)
        | Unless(dialect, ChatFeatures.TopK, CapabilityFlags.TopK)
        | Unless(dialect, ChatFeatures.Penalties, CapabilityFlags.Penalties)
        | (dialect.WebSearch == WebSearchForm.None ? CapabilityFlags.WebSearch : 0)
        | (dialect.CodeInterpreter ? 0 : CapabilityFlags.CodeExecution);

    // One of the features is enough to have the capability.
    private static CapabilityFlags Unless(ChatDialect dialect, ChatFeatures features, CapabilityFlags lacking) =>
        dialect.Has(features) ? 0 : lacking;
}
