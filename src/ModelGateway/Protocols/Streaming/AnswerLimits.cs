namespace ModelGateway.Protocols.Streaming;

/// <summary>How much of answers a gateway holds in memory.</summary>
/// <param name="MaxAnswerBytes">The most bytes of one answer that are held until it, or a part of it, is complete.</param>
/// <param name="Events">The bytes that all streams together hold of events that have not ended.</param>
internal sealed record AnswerLimits(int MaxAnswerBytes, EventBudget Events)
{
    public const int DefaultAnswerBytes = 64 * 1024 * 1024;

    /// <summary>The limits of a call that belongs to no gateway.</summary>
    public static AnswerLimits Default { get; } = new(DefaultAnswerBytes, EventBudget.Unlimited);
}
