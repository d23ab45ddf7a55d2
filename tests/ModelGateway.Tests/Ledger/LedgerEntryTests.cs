namespace ModelGateway.Tests.Ledger;

/// <summary>Another ledger makes entries itself when it reads them back.</summary>
public sealed class LedgerEntryTests
{
    [Fact]
    public void Entry_ThatIsMadeOutsideKeepsItsValues()
    {
        LedgerEntry entry = Entry("9f-00002a");

        Assert.Equal(("9f-00002a", "9f-00002a-2"), (entry.RequestId, entry.AttemptId));
        Assert.Equal(("chat", GatewayScope.None), (entry.Cause, entry.Scope));
        Assert.Equal(DateTimeOffset.UnixEpoch, entry.SettledAt);
        Assert.Throws<ArgumentException>(() => Entry(" "));
    }

    [Fact]
    public void Entry_ThatIsMadeOutsidePassesThroughALedger()
    {
        InMemoryLedger ledger = new();

        ledger.Append(Entry("9f-00002a"));

        LedgerEntry kept = Assert.Single(ledger.Snapshot());
        Assert.Equal(("9f-00002a-2", "openai/m"), (kept.AttemptId, kept.Attempt.Deployment));
        Assert.Equal((0.5m, 3L), (kept.Attempt.CostUsd, kept.Attempt.Usage.TotalTokens));
    }

    private static LedgerEntry Entry(string id) => new()
    {
        RequestId = id,
        SettledAt = DateTimeOffset.UnixEpoch,
        Cause = "chat",
        Attempt = new AttemptReceipt { Number = 2, Deployment = "openai/m", CostUsd = 0.5m, Usage = new TokenUsage(1, 0, 0, 2, 0) },
    };
}
