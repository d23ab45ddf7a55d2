using System.Diagnostics.CodeAnalysis;
using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>One try of one deployment with one provider key.</summary>
public sealed class AttemptReceipt
{
    internal AttemptFacts Facts;

    /// <summary>Initializes a receipt, as a ledger that reads its entries back does.</summary>
    public AttemptReceipt()
    {
    }

#pragma warning disable CS8618 // Facts holds the values of the required properties.
    [SetsRequiredMembers]
    internal AttemptReceipt(int number, string deployment)
    {
        Facts.Number = number;
        Facts.Deployment = deployment;
    }

    [SetsRequiredMembers]
    internal AttemptReceipt(in AttemptFacts facts)
    {
        Facts = facts;
    }
#pragma warning restore CS8618

    /// <summary>The number of the attempt within its request, from 1.</summary>
    public required int Number { get => Facts.Number; init => Facts.Number = value; }

    /// <summary>The deployment that was tried, as <c>provider/model</c>.</summary>
    public required string Deployment { get => Facts.Deployment; init => Facts.Deployment = value; }

    /// <summary>The name of the provider key, never the key; null where none was needed.</summary>
    public string? KeyName { get => Facts.KeyName; init => Facts.KeyName = value; }

    /// <summary>How the attempt ended.</summary>
    public AttemptOutcome Outcome { get => Facts.Outcome; init => Facts.Outcome = value; }

    /// <summary>What failed; null unless <see cref="Outcome"/> is <see cref="AttemptOutcome.Failed"/>.</summary>
    public FailureKind? Failure { get => Facts.Failure; init => Facts.Failure = value; }

    /// <summary>The failure in words; null where nothing failed.</summary>
    public string? FailureMessage { get => Facts.FailureMessage; init => Facts.FailureMessage = value; }

    /// <summary>The HTTP status of the failure, where there was one.</summary>
    public int? StatusCode { get => Facts.StatusCode; init => Facts.StatusCode = value; }

    /// <summary>From admission to the end.</summary>
    public TimeSpan Duration { get => Facts.Duration; init => Facts.Duration = value; }

    /// <summary>How long the connection took; null where an open one was used.</summary>
    public TimeSpan? ConnectTime { get => Facts.ConnectTime; init => Facts.ConnectTime = value; }

    /// <summary>From admission to the first content (TTFT); null where none came, and for answers that are not streamed.</summary>
    public TimeSpan? TimeToFirstToken { get => Facts.TimeToFirstToken; init => Facts.TimeToFirstToken = value; }

    /// <summary>What the provider reported, or the estimate where it reported nothing.</summary>
    public TokenUsage Usage { get => Facts.Usage; init => Facts.Usage = value; }

    /// <summary>Usage in addition to <see cref="Usage"/>, mostly by other models; empty for nearly every attempt.</summary>
    public IReadOnlyList<SubUsage> SubUsage { get => Facts.SubUsage ?? []; init => Facts.SubUsage = value; }

    /// <summary>
    /// The provider's rate limits as of its answer or refusal; null where it sent none. <see cref="InMemoryLedger"/> does not keep them.
    /// </summary>
    public RateLimits? RateLimits { get; internal set; }

    /// <summary>
    /// What the attempt cost, in US dollars, <see cref="SubUsage"/> included; null where the price of any part is unknown.
    /// </summary>
    public decimal? CostUsd { get => Facts.CostUsd; init => Facts.CostUsd = value; }

    /// <summary>What budgets held for the attempt before it was sent, in US dollars; 0 where no budget applies.</summary>
    public decimal HeldUsd { get => Facts.HeldUsd; init => Facts.HeldUsd = value; }

    /// <summary>By how much <see cref="CostUsd"/> exceeded <see cref="HeldUsd"/> under a budget; 0 otherwise.</summary>
    public decimal OverrunUsd { get => Facts.OverrunUsd; init => Facts.OverrunUsd = value; }

    /// <summary>The output limit that was sent; null where none was.</summary>
    public int? MaxOutputTokens { get => Facts.MaxOutputTokens; init => Facts.MaxOutputTokens = value; }

    /// <summary>The model that answered, as the provider names it.</summary>
    public string? ResponseModel { get => Facts.ResponseModel; init => Facts.ResponseModel = value; }

    /// <summary>Why the model stopped, e.g. <c>stop</c>, <c>length</c>, <c>tool_calls</c>.</summary>
    public string? FinishReason { get => Facts.FinishReason; init => Facts.FinishReason = value; }

    /// <summary>
    /// Whether the provider ended the stream without saying why, so that <see cref="FinishReason"/> is null: the content is whole as far as
    /// can be seen, and usage was reported, but nothing confirms that the model had finished. Do not cache such an answer. False for nearly
    /// every attempt: at most providers such a stream counts as truncated.
    /// </summary>
    public bool EndUnconfirmed { get => Facts.EndUnconfirmed; init => Facts.EndUnconfirmed = value; }

    /// <summary>
    /// The bridges that the gateway used for capabilities that the deployment lacks; <see cref="Bridges.None"/> for nearly every attempt.
    /// </summary>
    public Bridges Bridges { get => Facts.Bridges; init => Facts.Bridges = value; }

    /// <summary>
    /// The interface that was asked, of a provider that speaks OpenAI's protocols; null for all others. Where the gateway chose it, the
    /// receipt's notes say why.
    /// </summary>
    public ProviderApi? Api
    {
        get => Facts.Api == ProviderApi.Auto ? null : Facts.Api;
        init => Facts.Api = value ?? ProviderApi.Auto;
    }

    /// <summary>The provider's id of the request or response, where it gave one.</summary>
    public string? ProviderRequestId { get => Facts.ProviderRequestId; init => Facts.ProviderRequestId = value; }

    /// <summary>The provider's id of the completion, as the answer carries it; null where there is none.</summary>
    public string? ResponseId { get => Facts.ResponseId; init => Facts.ResponseId = value; }
}
