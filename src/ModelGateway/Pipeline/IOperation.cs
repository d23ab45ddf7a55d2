namespace ModelGateway.Pipeline;

/// <summary>What an attempt does: chat, chat as a stream, embeddings. Admission, limits, holds and ledger know no more of it than this.</summary>
internal interface IOperation<TResult> : IInputEstimate
{
    /// <summary>Whether the answer arrives in pieces, so that the first-token and idle clocks apply.</summary>
    bool Streaming { get; }

    /// <summary>The output limit that the caller set, in tokens; 0 where the operation has no output that is billed.</summary>
    int? RequestedOutputTokens { get; }

    /// <summary>The class of service that the caller asks for, in the provider's word; null for none.</summary>
    string? ServiceTier { get; }

    /// <summary>What an attempt is made for beside what the request is for, in the ledger's words; null for nothing, as most often.</summary>
    string? CauseOf(Deployment deployment) => null;

    /// <summary>Sends the request and returns at the commit point: with the whole answer, or with its first content.</summary>
    ValueTask<TResult> StartAsync(Attempt attempt);
}
