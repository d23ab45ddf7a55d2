using Microsoft.Extensions.AI;

namespace ModelGateway.Testing.Scripted;

/// <summary>What happens on one call.</summary>
internal sealed record ScriptedStep
{
    /// <summary>Makes the response, or throws.</summary>
    public Func<ScriptedCall, CancellationToken, Task<ChatResponse>>? Respond { get; init; }

    /// <summary>The exact updates of a stream, where a test gives them.</summary>
    public IReadOnlyList<ChatResponseUpdate>? Updates { get; init; }

    /// <summary>After how many updates <see cref="Failure"/> is thrown.</summary>
    public int FailAfter { get; init; }

    public Exception? Failure { get; init; }

    /// <summary>Whether the finish reason is withheld, as by a connection that broke unnoticed.</summary>
    public bool EndsWithoutFinish { get; init; }
}
