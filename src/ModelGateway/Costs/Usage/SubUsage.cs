namespace ModelGateway;

/// <summary>
/// Tokens that a provider spent beside the answer's own, e.g. a pass of another model. They are not among
/// <see cref="AttemptReceipt.Usage"/>.
/// </summary>
/// <param name="Kind">What the tokens were spent on, in the provider's word, e.g. <c>advisor_message</c>, <c>compaction</c>.</param>
/// <param name="Model">The provider's name of the model; null where it is the attempt's own.</param>
/// <param name="Usage">The tokens.</param>
public sealed record SubUsage(string Kind, string? Model, TokenUsage Usage)
{
    /// <summary>
    /// What they cost, in US dollars, which is within <see cref="AttemptReceipt.CostUsd"/>; null where the model's price is unknown: then
    /// the attempt's is too.
    /// </summary>
    public decimal? CostUsd { get; init; }
}
