namespace ModelGateway;

/// <summary>What the gateway may do in place of a capability that a deployment lacks.</summary>
[Flags]
public enum Bridges
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An answer by JSON schema (<see cref="Capability.JsonSchema"/>) is asked for as the arguments of a forced function call.</summary>
    SchemaByTool = 1,

    /// <summary>
    /// An answer by JSON schema is asked for in words, checked, and where it does not fit asked for again with what is wrong. Each time is an
    /// attempt of its own under the request's budget. Nothing of the answer is seen before it fits.
    /// </summary>
    SchemaByPrompt = 2,

    /// <summary>Instructions go into the first message of the user (<see cref="Capability.SystemPrompt"/>).</summary>
    FoldSystemPrompt = 4,

    /// <summary>Several calls in one answer (<see cref="Capability.ParallelTools"/>) become one after the other, in the history too.</summary>
    SerializeToolCalls = 8,

    /// <summary>All of them.</summary>
    All = SchemaByTool | SchemaByPrompt | FoldSystemPrompt | SerializeToolCalls,
}
