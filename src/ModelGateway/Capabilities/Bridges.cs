namespace ModelGateway;

/// <summary>Ways in which the gateway replaces a capability that a deployment lacks.</summary>
[Flags]
public enum Bridges
{
    /// <summary>No bridge.</summary>
    None = 0,

    /// <summary>
    /// Replaces <see cref="Capability.JsonSchema"/>: the gateway requests the answer as the arguments of a forced function call.
    /// </summary>
    SchemaByTool = 1,

    /// <summary>
    /// Replaces <see cref="Capability.JsonSchema"/>: the gateway describes the schema in the prompt and checks the answer. An answer that
    /// does not conform is requested again with its errors. Each request is a separate attempt under the same budget. The caller sees
    /// nothing of an answer before it conforms.
    /// </summary>
    SchemaByPrompt = 2,

    /// <summary>Replaces <see cref="Capability.SystemPrompt"/>: the gateway puts the instructions into the user's first message.</summary>
    FoldSystemPrompt = 4,

    /// <summary>
    /// Replaces <see cref="Capability.ParallelTools"/>: the gateway turns several calls in one answer into one call after the other, in the
    /// history as well.
    /// </summary>
    SerializeToolCalls = 8,

    /// <summary>All bridges.</summary>
    All = SchemaByTool | SchemaByPrompt | FoldSystemPrompt | SerializeToolCalls,
}
