using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>An operation as <see cref="AttemptRunner{TAnswer}"/> sees it.</summary>
/// <typeparam name="TAnswer">What an attempt commits to: a whole answer, or a stream at its first content.</typeparam>
internal interface IAttemptOperation<TAnswer> : IOperation
{
    /// <summary>Sends the request and returns at the commit point: with the whole answer, or with its first content.</summary>
    ValueTask<AttemptAnswer<TAnswer>> StartAsync(Attempt attempt);
}
