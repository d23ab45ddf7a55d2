using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// After every fault before the first content, at every provider, streamed or not, the next provider answers, and the ledger records it.
/// </summary>
public sealed class FailoverTests
{
    public static MatrixTheoryData<SimulatedProtocol, bool, string> Faults { get; } =
        new(GatewayOverHttp.Protocols, [false, true], FaultCase.BeforeContent.Keys);

    [Theory, MemberData(nameof(Faults))]
    public async Task Fault_MovesTheRequestToTheNextProvider(SimulatedProtocol protocol, bool stream, string fault)
    {
        FaultCase expected = FaultCase.BeforeContent[fault];
        SimulatedProtocol healthy = protocol == SimulatedProtocol.Anthropic ? SimulatedProtocol.OpenAI : SimulatedProtocol.Anthropic;
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, healthy);
        gateway.First.Reply("never seen by anybody").Fail(expected.Create());
        gateway.Second.Reply("the answer of the second");

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Null(answer.Exception);
        Assert.Equal("the answer of the second", answer.Text);
        Assert.Single(gateway.First.Requests);
        Assert.Single(gateway.Second.Requests);
        GatewayReceipt receipt = answer.Receipt;
        Assert.Equal(gateway.Deployments[1], receipt.Deployment);
        Assert.Equal(AttemptOutcome.Completed, receipt.Outcome);
        Assert.Equal(gateway.Deployments, receipt.Attempts.Select(attempt => attempt.Deployment));
        AssertFailure(expected, protocol, receipt.Attempts[0]);
        Assert.Null(receipt.Attempts[1].Failure);
        Assert.Contains($"{gateway.Deployments[0]}: ", receipt.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"chat → {gateway.Deployments[1]} · ", receipt.ToString(), StringComparison.Ordinal);
        AssertBooks(gateway, receipt);
    }

    private static void AssertFailure(FaultCase expected, SimulatedProtocol protocol, AttemptReceipt failed)
    {
        Assert.Equal(AttemptOutcome.Failed, failed.Outcome);
        Assert.Equal(expected.KindAt(protocol), failed.Failure);
        Assert.NotEmpty(failed.FailureMessage!);
        if (expected.Status != -1)
        {
            Assert.Equal(expected.StatusAt(protocol), failed.StatusCode);
        }
    }

    private static void AssertBooks(GatewayOverHttp gateway, GatewayReceipt receipt)
    {
        Assert.Equivalent(receipt.Attempts, gateway.Ledger.Select(entry => entry.Attempt), strict: true);
        Assert.All(gateway.Ledger, entry => Assert.Equal(receipt.RequestId, entry.RequestId));
        AttemptReceipt failed = receipt.Attempts[0];
        AttemptReceipt answered = receipt.Attempts[1];
        Assert.False(answered.Usage.IsEstimated);
        Assert.True(answered.CostUsd > 0);

        // An answer that had begun may be billed although it was not delivered; a refusal is not billed.
        bool billed = failed.Failure is FailureKind.Truncated or FailureKind.Malformed || failed.Usage.TotalTokens > 0;
        Assert.Equal(billed, failed.CostUsd > 0);
        Assert.Equal(billed && failed.Usage.IsEstimated, receipt.Usage.IsEstimated);
        Assert.Equal(failed.CostUsd + answered.CostUsd, receipt.CostUsd);
        Assert.Equal(receipt, Assert.Single(gateway.Receipts));
    }
}
