namespace ModelGateway.Receipts;

/// <summary>The values of an <see cref="AttemptReceipt"/>. A ledger copies them and does not keep the receipt alive.</summary>
internal struct AttemptFacts
{
    public int Number;
    public string Deployment;
    public string? KeyName;
    public AttemptOutcome Outcome;
    public FailureKind? Failure;
    public string? FailureMessage;
    public int? StatusCode;
    public TimeSpan Duration;
    public TimeSpan? ConnectTime;
    public TimeSpan? TimeToFirstToken;
    public TokenUsage Usage;
    public IReadOnlyList<SubUsage>? SubUsage;
    public decimal? CostUsd;
    public decimal HeldUsd;
    public decimal OverrunUsd;
    public int? MaxOutputTokens;
    public string? ResponseModel;
    public string? FinishReason;
    public string? ProviderRequestId;
    public string? ResponseId;
    public Bridges Bridges;
    public bool EndUnconfirmed;
    public ProviderApi Api;
}
