using Microsoft.Extensions.AI;

namespace ModelGateway.Testing.Scripted;

/// <summary>The result of one call: a response, exact updates, a stream or an exception.</summary>
internal sealed class ScriptedStep
{
    /// <summary>Creates the response, or throws.</summary>
    public Func<ScriptedCall, CancellationToken, Task<ChatResponse>>? Respond { get; init; }

    /// <summary>The exact updates of a stream.</summary>
    public IReadOnlyList<ChatResponseUpdate>? Updates { get; init; }

    /// <summary>Opens a stream.</summary>
    public Func<ScriptedCall, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>? Open { get; init; }

    /// <summary>The number of updates after which <see cref="Failure"/> is thrown.</summary>
    public int FailAfter { get; init; }

    /// <summary>The exception of a call that fails.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether finish reason and usage are left out, as when a connection breaks unnoticed.</summary>
    public bool EndsWithoutFinish { get; init; }

    public Task<ChatResponse> RespondAsync(ScriptedCall call, CancellationToken cancellationToken) => this switch
    {
        { Failure: { } failure } => Task.FromException<ChatResponse>(failure),
        { Updates: { } updates } => Task.FromResult(updates.ToChatResponse()),
        { Open: { } open } => open(call, cancellationToken).ToChatResponseAsync(cancellationToken),
        _ => WholeAsync(call, cancellationToken),
    };

    public async Task<IAsyncEnumerable<ChatResponseUpdate>> OpenAsync(
        ScriptedCall call, int chunkLength, CancellationToken cancellationToken)
    {
        if (Open is not null || Updates is not null)
        {
            return Open?.Invoke(call, cancellationToken) ?? Updates!.ToAsyncEnumerable();
        }

        ChatResponse response = Respond is null ? throw Failure! : await WholeAsync(call, cancellationToken).ConfigureAwait(false);
        return ScriptedUpdates.From(response, chunkLength).ToAsyncEnumerable();
    }

    /// <summary>Throws the scripted exception where a stream has reached its place.</summary>
    /// <param name="index">The number of updates that the caller has received.</param>
    /// <param name="isEnd">Whether the answer has no more updates.</param>
    public void ThrowIfDue(int index, bool isEnd)
    {
        if (Failure is not null && (index == FailAfter || isEnd))
        {
            throw Failure;
        }
    }

    private async Task<ChatResponse> WholeAsync(ScriptedCall call, CancellationToken cancellationToken)
    {
        ChatResponse response = await Respond!(call, cancellationToken).ConfigureAwait(false);
        if (EndsWithoutFinish)
        {
            response.FinishReason = null;
            response.Usage = null;
        }

        return response;
    }
}
