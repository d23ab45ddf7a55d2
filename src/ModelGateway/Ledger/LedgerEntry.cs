using System.Diagnostics.CodeAnalysis;
using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>One settled attempt, as the ledger keeps it.</summary>
public sealed class LedgerEntry
{
    /// <summary>Initializes an entry, as a ledger that reads its entries back does.</summary>
    public LedgerEntry()
    {
    }

#pragma warning disable CS8618 // RequestId is the text of Request.
    [SetsRequiredMembers]
    internal LedgerEntry(GatewayReceiptId request, GatewayScope scope, DateTimeOffset settledAt, string cause, AttemptReceipt attempt)
    {
        Request = request;
        Scope = scope;
        SettledAt = settledAt;
        Cause = cause;
        Attempt = attempt;
    }
#pragma warning restore CS8618

    /// <summary>The request that the attempt belongs to.</summary>
    public required string RequestId
    {
        get => Request.ToString();
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            Request = GatewayReceiptId.From(value);
        }
    }

    /// <summary>The attempt's own id: the request's, and the attempt's number.</summary>
    public string AttemptId => $"{RequestId}-{Attempt.Number}";

    /// <summary>When the attempt was settled.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>
    /// What the attempt was made for: <c>chat</c>, whether it was streamed or not, <c>embeddings</c>, or <c>schema-repair</c> where an
    /// answer did not fit its JSON schema and was asked for again.
    /// </summary>
    public required string Cause { get; init; }

    /// <summary>The scope that the request was made in.</summary>
    public GatewayScope Scope { get; init; } = GatewayScope.None;

    /// <summary>What happened, with usage and money.</summary>
    public required AttemptReceipt Attempt { get; init; }

    internal GatewayReceiptId Request { get; private init; }
}
