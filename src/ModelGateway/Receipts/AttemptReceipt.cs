using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>One try of one deployment with one provider key.</summary>
public sealed class AttemptReceipt
{
    internal AttemptFacts Facts;

    internal AttemptReceipt(int number, string deployment)
    {
        Facts.Number = number;
        Facts.Deployment = deployment;
    }

    internal AttemptReceipt(in AttemptFacts facts)
    {
        Facts = facts;
    }

    /// <summary>The number of the attempt within its request, from 1.</summary>
    public int Number => Facts.Number;

    /// <summary>The deployment that was tried, as <c>provider/model</c>.</summary>
    public string Deployment => Facts.Deployment;

    /// <summary>The name of the provider key, never the key; null where none was needed.</summary>
    public string? KeyName { get => Facts.KeyName; internal set => Facts.KeyName = value; }

    /// <summary>How the attempt ended.</summary>
    public AttemptOutcome Outcome { get => Facts.Outcome; internal set => Facts.Outcome = value; }

    /// <summary>What failed; null unless <see cref="Outcome"/> is <see cref="AttemptOutcome.Failed"/>.</summary>
    public FailureKind? Failure { get => Facts.Failure; internal set => Facts.Failure = value; }

    /// <summary>The failure in words; null where nothing failed.</summary>
    public string? FailureMessage { get => Facts.FailureMessage; internal set => Facts.FailureMessage = value; }

    /// <summary>The HTTP status of the failure, where there was one.</summary>
    public int? StatusCode { get => Facts.StatusCode; internal set => Facts.StatusCode = value; }

    /// <summary>From admission to the end.</summary>
    public TimeSpan Duration { get => Facts.Duration; internal set => Facts.Duration = value; }

    /// <summary>How long the connection took; null where an open one was used.</summary>
    public TimeSpan? ConnectTime { get => Facts.ConnectTime; internal set => Facts.ConnectTime = value; }

    /// <summary>From admission to the first content (TTFT); null where none came, and for answers that are not streamed.</summary>
    public TimeSpan? TimeToFirstToken { get => Facts.TimeToFirstToken; internal set => Facts.TimeToFirstToken = value; }

    /// <summary>What the provider reported, or the estimate where it reported nothing.</summary>
    public TokenUsage Usage { get => Facts.Usage; internal set => Facts.Usage = value; }

    /// <summary>Usage in addition to <see cref="Usage"/>, mostly by other models; empty for nearly every attempt.</summary>
    public IReadOnlyList<SubUsage> SubUsage => Facts.SubUsage ?? [];

    /// <summary>
    /// The provider's rate limits as of its answer or refusal; null where it sent none. <see cref="InMemoryLedger"/> does not keep them.
    /// </summary>
    public RateLimits? RateLimits { get; internal set; }

    /// <summary>
    /// What the attempt cost, in US dollars, <see cref="SubUsage"/> included; null where the price of any part is unknown.
    /// </summary>
    public decimal? CostUsd { get => Facts.CostUsd; internal set => Facts.CostUsd = value; }

    /// <summary>What budgets held for the attempt before it was sent, in US dollars; 0 where no budget applies.</summary>
    public decimal HeldUsd { get => Facts.HeldUsd; internal set => Facts.HeldUsd = value; }

    /// <summary>By how much <see cref="CostUsd"/> exceeded <see cref="HeldUsd"/> under a budget; 0 otherwise.</summary>
    public decimal OverrunUsd { get => Facts.OverrunUsd; internal set => Facts.OverrunUsd = value; }

    /// <summary>The output limit that was sent; null where none was.</summary>
    public int? MaxOutputTokens { get => Facts.MaxOutputTokens; internal set => Facts.MaxOutputTokens = value; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public string? ResponseModel { get => Facts.ResponseModel; internal set => Facts.ResponseModel = value; }

    /// <summary>Why the model stopped, e.g. <c>stop</c>, <c>length</c>, <c>tool_calls</c>.</summary>
    public string? FinishReason { get => Facts.FinishReason; internal set => Facts.FinishReason = value; }

    /// <summary>
    /// The bridges that the gateway used for capabilities that the deployment lacks; <see cref="Bridges.None"/> for nearly every attempt.
    /// </summary>
    public Bridges Bridges { get => Facts.Bridges; internal set => Facts.Bridges = value; }

    /// <summary>The provider's id of the request or response, where it gave one.</summary>
    public string? ProviderRequestId { get => Facts.ProviderRequestId; internal set => Facts.ProviderRequestId = value; }
}
