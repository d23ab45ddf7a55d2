using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Costs;

public sealed class BudgetTests
{
    // $1 a token, in and out, so that amounts read as tokens.
    private static readonly ModelPricing DollarAToken = ModelPricing.PerMillion(1_000_000, 1_000_000);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("openai/unknown-model",
        "InputUsdPerMillion and OutputUsdPerMillion of 'unknown-model' in Providers:openai:Models, or its CatalogId")]
    [InlineData("proxy/gpt-5.4-mini",
        "InputUsdPerMillion and OutputUsdPerMillion of 'gpt-5.4-mini' in Providers:proxy:Models, or Providers:proxy:UseCatalogPrices")]
    [InlineData("wrapped", "the model's Pricing or CatalogId where the deployment 'wrapped' is added")]
    public async Task UnpricedModel_IsRefusedWithTheSettingsThatWouldMendIt(string model, string fix)
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddOpenAI(configure: o => o.Keys.Add("k"))
            .AddOpenAI("proxy", o => { o.Keys.Add("k"); o.Endpoint = new Uri("https://proxy.test/v1/"); })
            .AddDeployment("wrapped", new ScriptedChatClient()).AddBudget("*", 5));

        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = model }));

        Assert.Contains($"refuses unpriced models: set {fix}, or the budget's AllowUnpriced.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budget_LimitsTheOutputAndNamesTheLimit()
    {
        ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(inner, g => g.AddBudget("*", 100));

        GatewayReceipt receipt = (await gateway.GetResponseAsync("hi")).GetReceipt()!;

        AttemptReceipt attempt = Assert.Single(receipt.Attempts);
        int input = 8 + 2;
        Assert.Equal(100 - input, attempt.MaxOutputTokens);
        Assert.Equal(100 - input, inner.Calls[0].Options!.MaxOutputTokens);
        Assert.Equal((100m, 15m, 0m), (attempt.HeldUsd, attempt.CostUsd!.Value, attempt.OverrunUsd));
        Assert.Contains("90 tokens", Assert.Single(receipt.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestedOutput_IsHeldInFullOrRefused()
    {
        ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(inner, g => g.AddBudget("team:{team}", 100, BudgetWindow.Hour));
        using IDisposable scope = GatewayScope.Begin(team: "search");
        await gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 50 });

        BudgetExceededException exception = await Assert.ThrowsAsync<BudgetExceededException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 80 }));

        Assert.Equal("team:search", exception.Budget);
        Assert.Equal((100m, 15m, 90m), (exception.LimitUsd, exception.CommittedUsd, exception.RequiredUsd));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), exception.ResetsAt);
        Assert.Equal(
            "The budget team:search has $85.00 of $100.00 left; the cheapest candidate of 'inner' needs $90.00. It is whole again at 2026-04-01 00:00:00Z.",
            exception.Message);
        Assert.Equal("inner: the budget team:search has $85.00 left", exception.Receipt!.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")
            .Single());
        Assert.Single(inner.Calls);
    }

    [Fact]
    public async Task Overrun_IsRecordedAndChargedInFull()
    {
        ScriptedChatClient inner = new ScriptedChatClient().Reply(ScriptedAnswers.Answer("x", 10, 500));
        using IChatClient gateway = Create(inner, g => g.AddBudget("*", 100, BudgetWindow.Total));

        AttemptReceipt attempt = (await gateway.GetResponseAsync("hi")).GetReceipt()!.Attempts[0];
        BudgetExceededException exception = await Assert.ThrowsAsync<BudgetExceededException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal((510m, 410m), (attempt.CostUsd!.Value, attempt.OverrunUsd));
        Assert.Equal(510m, exception.CommittedUsd);
        Assert.Null(exception.ResetsAt);
        Assert.Contains("has $0.00 left", Assert.Single(exception.Receipt!.Skipped).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BudgetWindow.Hour)]
    [InlineData(BudgetWindow.Day)]
    [InlineData(BudgetWindow.Month)]
    public async Task Window_ResetsTheBudget(BudgetWindow window)
    {
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => g.AddBudget("*", 30, window));
        await gateway.GetResponseAsync("hi");
        await Assert.ThrowsAsync<BudgetExceededException>(() => gateway.GetResponseAsync("hi"));
        _time.Advance(TimeSpan.FromMinutes(29.9));
        await Assert.ThrowsAsync<BudgetExceededException>(() => gateway.GetResponseAsync("hi"));

        _time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal("hello", (await gateway.GetResponseAsync("hi")).Text);
    }

    [Fact]
    public async Task UnpricedModel_IsRefusedUnlessAllowed()
    {
        using IChatClient strict = Create(ScriptedAnswers.Hello(), g => g.AddBudget("*", 100), null);
        using IChatClient lax = Create(
            ScriptedAnswers.Hello(), g => g.Configure(o => o.Budgets.Add(new BudgetOptions { Usd = 100, AllowUnpriced = true })), null);

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => strict.GetResponseAsync("hi"));

        Assert.Contains("price is unknown", exception.Message, StringComparison.Ordinal);
        Assert.Null((await lax.GetResponseAsync("hi")).GetReceipt()!.CostUsd);
    }

    [Fact]
    public async Task Request_NeedsRoomInEveryAccount()
    {
        using IChatClient gateway = Create(ScriptedAnswers.Hello(), g => g.AddBudget("*", 60).AddBudget("team:{team}", 30));

        await AskAs("a");
        Assert.Equal("team:a", (await Assert.ThrowsAsync<BudgetExceededException>(() => AskAs("a"))).Budget);
        await AskAs("b");
        await AskAs("c");
        Assert.Equal("*", (await Assert.ThrowsAsync<BudgetExceededException>(() => AskAs("d"))).Budget);

        async Task AskAs(string team)
        {
            using IDisposable scope = GatewayScope.Begin(team: team);
            await gateway.GetResponseAsync("hi");
        }
    }

    [Fact]
    public async Task FailureWithoutCost_ReleasesTheHold()
    {
        ScriptedChatClient inner = ScriptedAnswers.Down();
        using IChatClient gateway = Create(inner, g => g.AddBudget("*", 100));
        await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));
        inner.Reply(_ => ScriptedAnswers.Answer("hello")).RepeatLast();

        Assert.Equal(100m, (await gateway.GetResponseAsync("hi")).GetReceipt()!.Attempts[0].HeldUsd);
    }

    [Fact]
    public async Task ConcurrentRequests_NeverSpendBeyondTheLimit()
    {
        // Every request costs exactly its hold: 10 tokens in and 90 out at $0.001 each.
        int inFlight = 0;
        int most = 0;
        ScriptedChatClient inner = new ScriptedChatClient().Reply(async (_, _) =>
        {
            int now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inFlight);
            return ScriptedAnswers.Answer("x", 10, 90);
        }).RepeatLast();
        InMemoryLedger ledger = new();
        using IChatClient gateway = Create(
            inner, g => g.AddBudget("*", 5, BudgetWindow.Total).UseLedger(ledger), ModelPricing.PerMillion(1_000, 1_000));

        int[] outcomes = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(async () =>
        {
            try
            {
                await gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 90 });
                return 0;
            }
            catch (BudgetExceededException exception)
            {
                Assert.InRange(exception.CommittedUsd, 4.9m + 0.0001m, 5m);
                return 1;
            }
        })));

        Assert.Equal(50, outcomes.Count(outcome => outcome == 0));
        Assert.Equal(5m, ledger.Snapshot().Sum(entry => entry.Attempt.CostUsd));
        Assert.InRange(most, 1, 50);
        Assert.All(ledger.Snapshot(), entry => Assert.Equal((0.1m, 0m), (entry.Attempt.HeldUsd, entry.Attempt.OverrunUsd)));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private IChatClient Create(IChatClient inner, Action<IModelGatewayBuilder> configure) => Create(inner, configure, DollarAToken);

    private IChatClient Create(IChatClient inner, Action<IModelGatewayBuilder> configure, ModelPricing? price) =>
        GatewayChatClient.Create(g =>
    {
        g.Services.AddSingleton<TimeProvider>(_time);
        g.AddDeployment("inner", inner, configure: o => o.Model = new ModelInfo { Id = "inner", Pricing = price });
        configure(g);
    });
}
