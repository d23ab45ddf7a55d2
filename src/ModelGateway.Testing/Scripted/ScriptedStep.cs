using Microsoft.Extensions.AI;

namespace ModelGateway.Testing.Scripted;

/// <summary>What happens on one call: a response, exact updates, a stream or an exception.</summary>
internal sealed class ScriptedStep
{
    /// <summary>Makes the response, or throws.</summary>
    public Func<ScriptedCall, CancellationToken, Task<ChatResponse>>? Respond { get; init; }

    /// <summary>The exact updates of a stream.</summary>
    public IReadOnlyList<ChatResponseUpdate>? Updates { get; init; }

    /// <summary>Opens a stream.</summary>
    public Func<ScriptedCall, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>? Open { get; init; }

    /// <summary>After how many updates of a stream <see cref="Failure"/> is thrown.</summary>
    public int FailAfter { get; init; }

    /// <summary>The exception of a call that fails.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether finish reason and usage are withheld, as by a connection that broke unnoticed.</summary>
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

    /// <summary>Throws the scripted exception if a stream has come to its place.</summary>
    /// <param name="index">How many updates the caller has had.</param>
    /// <param name="isEnd">Whether the answer has no more of them.</param>
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
