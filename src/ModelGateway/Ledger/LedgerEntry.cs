using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>One attempt, as the books keep it.</summary>
public sealed class LedgerEntry
{
    internal LedgerEntry(GatewayReceiptId request, GatewayScope scope, DateTimeOffset settledAt, string cause, AttemptReceipt attempt)
    {
        Request = request;
        Scope = scope;
        SettledAt = settledAt;
        Cause = cause;
        Attempt = attempt;
    }

    /// <summary>The request that the attempt belongs to.</summary>
    public string RequestId => Request.ToString();

    /// <summary>The attempt's own id.</summary>
    public string AttemptId => $"{RequestId}-{Attempt.Number}";

    /// <summary>When the attempt was settled.</summary>
    public DateTimeOffset SettledAt { get; }

    /// <summary>
    /// What the attempt was made for: <c>chat</c>, whether it was streamed or not, <c>embeddings</c>, or <c>schema-repair</c> where an
    /// answer did not fit its JSON schema and was asked for again.
    /// </summary>
    public string Cause { get; }

    /// <summary>Who asked.</summary>
    public GatewayScope Scope { get; }

    /// <summary>What happened, with usage and money.</summary>
    public AttemptReceipt Attempt { get; }

    internal GatewayReceiptId Request { get; }
}
