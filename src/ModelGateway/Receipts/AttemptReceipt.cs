namespace ModelGateway;

/// <summary>One try of one deployment with one provider key.</summary>
public sealed class AttemptReceipt
{
    internal AttemptReceipt(int number, string deployment)
    {
        Number = number;
        Deployment = deployment;
    }

    /// <summary>Counts the request's attempts from 1.</summary>
    public int Number { get; }

    /// <summary>The deployment that was tried, as <c>provider/model</c>.</summary>
    public string Deployment { get; }

    /// <summary>The name of the provider key, never the key; null where none was needed.</summary>
    public string? KeyName { get; internal set; }

    /// <summary>How the attempt ended.</summary>
    public AttemptOutcome Outcome { get; internal set; }

    /// <summary>What failed; null unless <see cref="Outcome"/> is <see cref="AttemptOutcome.Failed"/>.</summary>
    public FailureKind? Failure { get; internal set; }

    /// <summary>The failure in words; null where nothing failed.</summary>
    public string? FailureMessage { get; internal set; }

    /// <summary>The HTTP status of the failure, where there was one.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>From admission to the end.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>How long the connection took; null where an open one was used.</summary>
    public TimeSpan? ConnectTime { get; internal set; }

    /// <summary>From admission to the first content (TTFT); null where none came, and for answers that are not streamed.</summary>
    public TimeSpan? TimeToFirstToken { get; internal set; }

    /// <summary>What the provider reported, or the estimate where it reported nothing.</summary>
    public TokenUsage Usage { get; internal set; }

    /// <summary>What the attempt cost, in US dollars; null where the model's price is unknown.</summary>
    public decimal? CostUsd { get; internal set; }

    /// <summary>What budgets held for the attempt before it was sent, in US dollars; 0 where no budget applies.</summary>
    public decimal HeldUsd { get; internal set; }

    /// <summary>By how much <see cref="CostUsd"/> exceeded <see cref="HeldUsd"/> under a budget; 0 otherwise.</summary>
    public decimal OverrunUsd { get; internal set; }

    /// <summary>The output limit that was sent; null where none was.</summary>
    public int? MaxOutputTokens { get; internal set; }

    /// <summary>The model that answered, in the provider's words.</summary>
    public string? ResponseModel { get; internal set; }

    /// <summary>Why the model stopped, e.g. <c>stop</c>, <c>length</c>, <c>tool_calls</c>.</summary>
    public string? FinishReason { get; internal set; }

    /// <summary>The provider's id of the request or response, where it gave one.</summary>
    public string? ProviderRequestId { get; internal set; }
}
