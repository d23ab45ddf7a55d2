using ModelGateway.Receipts;

namespace ModelGateway.Ledger;

/// <summary>
/// An entry as a value. Thousands of long-lived entry objects would cost the garbage collector more than everything else that a request
/// allocates; values in one array cost it nothing.
/// </summary>
internal readonly struct LedgerRow(LedgerEntry entry)
{
    private readonly GatewayReceiptId _request = entry.Request;
    private readonly DateTimeOffset _settledAt = entry.SettledAt;
    private readonly string _cause = entry.Cause;
    private readonly GatewayScope _scope = entry.Scope;
    private readonly AttemptFacts _attempt = entry.Attempt.Facts;

    public LedgerEntry ToEntry() => new(_request, _scope, _settledAt, _cause, new AttemptReceipt(_attempt));
}
