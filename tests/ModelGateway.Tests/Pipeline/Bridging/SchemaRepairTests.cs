using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Bridging;

/// <summary>Repairs cost money: each is held for, and none is sent that the budget has nothing left for.</summary>
public sealed class SchemaRepairTests
{
    [Fact]
    public async Task Repair_IsHeldFor_AtTheSizeThatIsSent()
    {
        await using GatewayOverHttp gateway = await StartAsync(usd: 10);
        string longAnswer = $$"""{"name":"{{string.Concat(Enumerable.Repeat("many words ", 500))}}"}""";
        gateway.First.Reply(longAnswer).Reply(BridgedGateway.Good);

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?", BridgedGateway.Options(static o => o.MaxOutputTokens = 100));

        decimal[] held = [.. answer.Receipt.Attempts.Select(static attempt => attempt.HeldUsd)];
        Assert.True(held[0] > 0);
        Assert.True(held[1] >= held[0] + (900 * 3m / 1_000_000), $"{held[0]}, then {held[1]}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RepairThatTheBudgetRefuses_IsNotSent(bool stream)
    {
        // What two attempts hold, less a little: the first fits, and what it cost leaves too little for another.
        await using GatewayOverHttp gateway = await StartAsync(usd: 0.02m);
        gateway.First.Reply(new SimulatedReply { Text = "no", Usage = new SimulatedUsage(100, 1_000) }).Reply(BridgedGateway.Good);

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options(static o => o.MaxOutputTokens = 1_000));

        SchemaMismatchException exception = Assert.IsType<SchemaMismatchException>(answer.Exception);
        Assert.Single(gateway.First.Requests);
        Assert.Equal(0.0153m, Assert.Single(gateway.Ledger).Attempt.CostUsd);
        Assert.Contains("budget", Assert.Single(exception.Receipt!.Skipped).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.04)]
    [InlineData(0.1)]
    public async Task Budget_IsNeverOverspent(double usd)
    {
        await using GatewayOverHttp gateway = await StartAsync((decimal)usd, repairs: 50);
        for (int i = 0; i < 60; i++)
        {
            gateway.First.Reply(new SimulatedReply { Text = "no", Usage = new SimulatedUsage(100, 300) });
        }

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?", BridgedGateway.Options(static o => o.MaxOutputTokens = 300));

        Assert.IsType<SchemaMismatchException>(answer.Exception);
        decimal spent = gateway.Ledger.Sum(static entry => entry.Attempt.CostUsd!.Value);
        Assert.InRange(spent, 0.0001m, (decimal)usd);
        Assert.Equal(gateway.First.Requests.Count, gateway.Ledger.Count);
        Assert.All(gateway.Ledger, static entry => Assert.Equal(0, entry.Attempt.OverrunUsd));
    }

    [Fact]
    public async Task RepairAtTheConcurrencyLimit_Waits()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI],
            Model = static (_, model) => model with { Capabilities = BridgedGateway.NoTools, MaxConcurrency = 1 },
            Gateway = static builder => builder.AddRoute("bridged", static route => route.To("p1/gpt-4.1").Bridge(Bridges.All)),
        });
        for (int i = 0; i < 8; i++)
        {
            gateway.First.Reply(BridgedGateway.Good);
        }

        GatewayAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.AskAsync(
            false, [new ChatMessage(ChatRole.User, "Which city?")],
            BridgedGateway.Options(static o => o.ResponseFormat = ChatResponseFormat.ForJsonSchema(
                System.Text.Json.JsonElement.Parse("""{"type":"object","required":["never"]}"""))))));

        Assert.All(answers, static answer => Assert.IsType<SchemaMismatchException>(answer.Exception));
        Assert.Equal(12, gateway.Ledger.Count);
    }

    private static Task<GatewayOverHttp> StartAsync(decimal usd, int repairs = 2) => BridgedGateway.StartAsync(
        Bridges.SchemaByPrompt, BridgedGateway.NoTools, route: route => route.MaxRepairs(repairs),
        gateway: builder => builder.AddBudget("*", usd, BudgetWindow.Total));
}
