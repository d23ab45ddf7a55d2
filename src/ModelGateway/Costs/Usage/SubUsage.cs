namespace ModelGateway;

/// <summary>
/// Tokens that a provider spent beside the answer's own, e.g. in a pass of another model. They are not part of
/// <see cref="AttemptReceipt.Usage"/>.
/// </summary>
/// <param name="Kind">What the tokens were spent on, in the provider's word, e.g. <c>advisor_message</c>, <c>compaction</c>.</param>
/// <param name="Model">The provider's name of the model; null if it is the attempt's own model.</param>
/// <param name="Usage">The tokens.</param>
public sealed record SubUsage(string Kind, string? Model, TokenUsage Usage)
{
    /// <summary>
    /// The cost of the tokens, in US dollars. It is part of <see cref="AttemptReceipt.CostUsd"/>; if it is null because the model's price
    /// is unknown, the attempt's cost is null as well.
    /// </summary>
    public decimal? CostUsd { get; init; }
}
