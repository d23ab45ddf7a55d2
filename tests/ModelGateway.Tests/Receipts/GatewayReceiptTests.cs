using ModelGateway.Receipts;

namespace ModelGateway.Tests.Receipts;

public sealed class GatewayReceiptTests
{
    [Fact]
    public void Attempts_AreInOrderAndAddUp()
    {
        GatewayReceipt receipt = new("p", 10);
        receipt.Add(new AttemptReceipt(1, "a") { Usage = new TokenUsage(1, 0, 0, 2, 0), CostUsd = 0.5m });
        receipt.Add(new AttemptReceipt(2, "b") { Usage = new TokenUsage(10, 0, 0, 20, 0), CostUsd = 0.25m });

        Assert.Equal(["a", "b"], receipt.Attempts.Select(static attempt => attempt.Deployment));
        Assert.Equal((11L, 22L), (receipt.Usage.InputTokens, receipt.Usage.AllOutputTokens));
        Assert.Equal(0.75m, receipt.CostUsd);
        Assert.Equal("p-00000a", receipt.RequestId);
    }

    [Fact]
    public void CostUsd_IsUnknownWhereAnAttemptIsUnpriced()
    {
        GatewayReceipt receipt = new("p", 1);
        receipt.Add(new AttemptReceipt(1, "unsettled"));
        Assert.Equal(0m, receipt.CostUsd);

        receipt.Add(new AttemptReceipt(2, "unpriced") { Usage = new TokenUsage(1, 0, 0, 1, 0) });

        Assert.Null(receipt.CostUsd);
    }

    [Fact]
    public void Skipped_ListsEachReasonOnceUntilTheDeploymentIsTried()
    {
        GatewayReceipt receipt = new("p", 1);
        receipt.Skip("a", "at its limit");
        receipt.Skip("a", "at its limit");
        receipt.Skip("b", "no key");
        Assert.Equal(["a", "b"], receipt.Skipped.Select(static skipped => skipped.Deployment));

        receipt.Add(new AttemptReceipt(1, "a"));

        Assert.Equal("b", Assert.Single(receipt.Skipped).Deployment);
    }

    [Fact]
    public void Skipped_ListsExcludedDeploymentsFirst()
    {
        GatewayReceipt receipt = new("p", 1);
        receipt.Skip("a", "at its limit");

        receipt.Exclude(new Excluded([new SkippedDeployment("x", "lacks tools")]));

        Assert.Equal(["x", "a"], receipt.Skipped.Select(static skipped => skipped.Deployment));
    }

    [Fact]
    public void Notes_AreListedOnce()
    {
        GatewayReceipt receipt = new("p", 1);
        receipt.Note("n");
        receipt.Note("n");

        Assert.Equal("n", Assert.Single(receipt.Notes));
    }

    private sealed class Excluded(IReadOnlyList<SkippedDeployment> all) : ISkippedSource
    {
        public IReadOnlyList<SkippedDeployment> All => all;
    }
}
