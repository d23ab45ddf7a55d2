using ModelGateway.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Ledger;

public sealed class InMemoryLedgerTests
{
    [Fact]
    public async Task Snapshot_ReturnsTheNewestEntriesOldestFirst()
    {
        InMemoryLedger ledger = new(capacity: 3);
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", ScriptedAnswers.Hello()).UseLedger(ledger));
        List<string> requests = [];
        for (int i = 0; i < 20; i++)
        {
            requests.Add((await gateway.GetResponseAsync("hi")).GetReceipt()!.RequestId);
            Assert.Equal(requests.TakeLast(3), ledger.Snapshot().Select(entry => entry.RequestId));
            Assert.Equal(i + 1, ledger.TotalCount);
        }

        LedgerEntry last = ledger.Snapshot()[^1];
        Assert.Equal("chat", last.Cause);
        Assert.Equal($"{requests[^1]}-1", last.AttemptId);
        Assert.Equal(15, last.Attempt.Usage.TotalTokens);
        Assert.Equal(GatewayScope.None, last.Scope);
    }

    [Fact]
    public async Task Container_HasTheDefaultLedger()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("inner", ScriptedAnswers.Hello()));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");

        Assert.Single(provider.GetRequiredService<InMemoryLedger>().Snapshot());
    }

    [Fact]
    public void Constructor_RefusesACapacityBelowOne() => Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryLedger(0));
}
