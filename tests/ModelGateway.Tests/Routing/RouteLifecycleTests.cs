using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

/// <summary>What becomes of requests while models of their route go. All on virtual time, so that a seed gives one course.</summary>
public sealed class RouteLifecycleTests
{
    [Fact]
    public void DrainedModel_LeadsFewerRequestsUntilItsSunset()
    {
        using RetiringGateway gateway = new(g => g.AddRoute("chat", route => route.To("p/old", "q/other")), RetiringGateway.Going("old"));

        List<int> led = [];
        foreach (string day in (string[])["2026-01-17", "2026-01-20T12:00", "2026-01-24", "2026-01-27T12:00", "2026-01-31"])
        {
            gateway.GoTo(day);
            Dictionary<string, int> shares = gateway.Shares(400);
            led.Add(shares.GetValueOrDefault("p/old"));
            Assert.Equal(400, shares.GetValueOrDefault("p/old") + shares.GetValueOrDefault("q/other"));
        }

        Assert.Equal(400, led[0]);
        Assert.InRange(led[1], 260, 340);
        Assert.InRange(led[2], 160, 240);
        Assert.InRange(led[3], 60, 140);
        Assert.Equal(0, led[4]);
    }

    [Fact]
    public void Successor_TakesTheModelsPlace_AtItsOwnPrice()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => route.To("p/old").UseSuccessors()).AddBudget("*", 1_000, BudgetWindow.Total),
            RetiringGateway.Going("old", "new") with { Pricing = ModelPricing.PerMillion(1, 1) },
            new ModelInfo { Id = "new", Pricing = ModelPricing.PerMillion(10, 100) });

        Assert.Equal(0.002m, gateway.Ask().CostUsd);
        gateway.GoTo("2026-01-31");
        GatewayReceipt receipt = gateway.Ask();

        AttemptReceipt attempt = Assert.Single(receipt.Attempts);
        Assert.Equal("p/new", attempt.Deployment);
        Assert.Equal(0.11m, receipt.CostUsd);
        Assert.True(attempt.HeldUsd >= 100 * 100m / 1_000_000, $"{attempt.HeldUsd}");
        Assert.Contains("p/old: retired on 2026-01-31, new answers in its place", receipt.Notes);
    }

    [Fact]
    public void Successor_TakesOverDuringTheDrain_WithTheModelBehindIt()
    {
        using RetiringGateway gateway =
            new(g => g.AddRoute("chat", route => route.To("p/old").UseSuccessors()), RetiringGateway.Going("old", "new"));
        gateway.GoTo("2026-01-10");
        Assert.Equal(100, gateway.Shares(100)["p/old"]);

        gateway.GoTo("2026-01-24");
        List<GatewayReceipt> receipts = [.. Enumerable.Range(0, 200).Select(_ => gateway.Ask())];

        Assert.InRange(receipts.Count(receipt => receipt.Deployment == "p/new"), 70, 130);
        Assert.All(receipts, receipt => Assert.Equal(
            receipt.Deployment == "p/new", receipt.Notes.Contains("p/old: retires on 2026-01-31, new answers in its place")));
    }

    [Fact]
    public void RetiredModel_IsTheLastResort_WithoutASuccessor()
    {
        using ScriptedChatClient other = ScriptedAnswers.Hello();
        using RetiringGateway gateway = new(
            g => g.AddDeployment("other", other).AddRoute("chat", route => route.To("p/old", "other")),
                RetiringGateway.Going("old", "new"));
        gateway.GoTo("2026-02-10");
        Assert.Equal("other", gateway.Ask().Deployment);

        other.Fail(new HttpRequestException("down")).RepeatLast();
        GatewayReceipt receipt = gateway.Ask();

        Assert.Equal(["other", "p/old"], receipt.Attempts.Select(attempt => attempt.Deployment));
        Assert.Contains("p/old: retired on 2026-01-31, and tried all the same, as nothing took its place", receipt.Notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RouteOfOneRetiredModel_StillAnswers(bool useSuccessors)
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => _ = useSuccessors ? route.To("p/old").UseSuccessors() : route.To("p/old")),
                RetiringGateway.Going("old"));

        foreach (string day in (string[])["2026-01-24", "2026-01-31", "2026-12-31"])
        {
            gateway.GoTo(day);
            Assert.Equal(20, gateway.Shares(20)["p/old"]);
        }
    }

    [Fact]
    public void NamedOrPinnedDeployment_IsNotRedirected()
    {
        using RetiringGateway gateway =
            new(g => g.AddRoute("chat", route => route.To("p/old").UseSuccessors()), RetiringGateway.Going("old", "new"));
        gateway.GoTo("2026-02-10");

        Assert.Equal("p/old", gateway.Ask("p/old").Deployment);
        Assert.Equal("p/old",
            gateway.Ask(new ChatOptions { ModelId = "chat" }.WithGateway(settings => settings with { Deployment = "p/old" })).Deployment);
        ProviderException refused =
            Assert.Throws<ProviderException>(() => gateway.Ask(new ChatOptions { ModelId = "chat", ConversationId = "issued by old" }));
        Assert.Equal("p/old", refused.Deployment);
        Assert.Equal("p/new", gateway.Ask().Deployment);
    }

    [Fact]
    public void RetiredModel_IsTried_WhereItsSuccessorLacksSomething()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => route.To("p/old").UseSuccessors())
                .AddRoute("strict", route =>
                    route.To("p/old").UseSuccessors().Require(Capability.Seed).WhenUnknown(UnmetCapabilityBehavior.Refuse))
                .AddBudget("*", 1_000, BudgetWindow.Total),
            RetiringGateway.Going(
                "old", "new") with
            { Pricing = ModelPricing.PerMillion(1, 1), Capabilities = new CapabilitySet([Capability.Seed]) });
        gateway.GoTo("2026-02-10");

        foreach (string route in (string[])["chat", "strict"])
        {
            GatewayReceipt receipt = gateway.Ask(route);
            Assert.Equal("p/old", receipt.Deployment);
            Assert.Contains("p/old: retired on 2026-01-31, and tried all the same, as nothing took its place", receipt.Notes);
        }
    }

    [Fact]
    public void RetiredModel_RanksBehindASuccessorOfUnknownCapabilities()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route =>
                route.To("p/old").UseSuccessors().Require(Capability.Seed).WhenUnknown(UnmetCapabilityBehavior.LastResort)),
            RetiringGateway.Going("old", "new") with { Capabilities = new CapabilitySet([Capability.Seed]) });
        gateway.GoTo("2026-02-10");

        Assert.Equal("p/new", gateway.Ask().Deployment);
    }

    [Fact]
    public void DrainedModel_RanksBeforeARetiredOne()
    {
        using RetiringGateway gateway =
            new(g => g.AddRoute("chat", route => route.To("p/gone", "p/going")), RetiringGateway.Going("gone"),
                RetiringGateway.Going("going", null, "2026-02-28"));
        gateway.GoTo("2026-02-27T23:59");

        Assert.Equal(20, gateway.Shares(20)["p/going"]);
    }

    [Fact]
    public void RetiredEmbeddingModel_RanksLastInItsSpace()
    {
        ModelInfo Embeds(string id, string space) => new() { Id = id, Kind = ModelKind.Embedding, EmbeddingSpace = space };
        using RetiringGateway gateway = new(
            g => g.AddRoutingPolicy(new Reversed()).AddRoute(
                "embed", route => route.To("p/old", "p/a", "p/b", "p/other").UsePolicy("reversed").FailOverBetweenEmbeddingModels()),
            RetiringGateway.Going("old") with { Kind = ModelKind.Embedding, EmbeddingSpace = "s" }, Embeds("a", "s"), Embeds("b", "s"),
                Embeds("other", "t"));
        gateway.GoTo("2026-02-01");
        RouteExplanation? explanation = null;
        gateway.Time.Run(async () => explanation = await gateway.Client.GetService<IEmbeddingGenerator<string, Embedding<float>>>()!
            .ExplainAsync(["text"], new EmbeddingGenerationOptions { ModelId = "embed" }));

        Assert.Equal(["p/b", "p/a", "p/old", "p/other"], explanation!.Candidates.Select(candidate => candidate.Deployment));
    }

    [Fact]
    public void SuccessorChain_IsFollowedToTheFirstThatStays()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => route.To("p/a").UseSuccessors()),
            RetiringGateway.Going("a", "b"), RetiringGateway.Going("b", "c", "2026-03-31"), new ModelInfo { Id = "c" });

        gateway.GoTo("2026-02-01");
        Assert.Equal("p/b", gateway.Ask().Deployment);
        gateway.GoTo("2026-04-01");
        GatewayReceipt receipt = gateway.Ask();
        Assert.Equal("p/c", receipt.Deployment);
        Assert.Equal("p/a: retired on 2026-01-31, c answers in its place", Assert.Single(receipt.Notes));
    }

    [Fact]
    public void CircularSuccessorChain_Ends()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => route.To("p/a", "p/b", "p/c").UseSuccessors()),
            RetiringGateway.Going("a", "b"), RetiringGateway.Going("b", "c"), RetiringGateway.Going("c", "a"));

        gateway.GoTo("2026-02-01");
        Assert.NotNull(gateway.Ask().Deployment);
        gateway.GoTo("2026-03-24");
        Assert.NotNull(gateway.Ask().Deployment);
    }

    [Fact]
    public void ListedSuccessor_IsNotAddedTwice()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoute("chat", route => route.To("p/old", "q/other", "p/new").UseSuccessors()), RetiringGateway.Going("old", "new"));
        gateway.GoTo("2026-02-01");

        Assert.Equal("q/other", gateway.Ask().Deployment);
    }

    [Fact]
    public void Policy_DoesNotRankARetiringModelFirst()
    {
        using RetiringGateway gateway = new(
            g => g.AddRoutingPolicy(new Reversed())
                .AddRoute("chat", route => route.To("q/first", "q/second", "p/old").UsePolicy("reversed")), RetiringGateway.Going("old"));
        Assert.Equal("p/old", gateway.Ask().Deployment);

        gateway.GoTo("2026-02-01");

        Assert.Equal("q/second", gateway.Ask().Deployment);
    }

    [Fact]
    public void EmbeddingSuccessor_IsUsedOnlyWhereTheRouteMixesModels()
    {
        ModelInfo old = RetiringGateway.Going("embed-old", "embed-new") with { Kind = ModelKind.Embedding };
        using RetiringGateway gateway = new(
            g => g.AddRoute("kept", route => route.To("p/embed-old").UseSuccessors())
                .AddRoute("mixed", route => route.To("p/embed-old").UseSuccessors().FailOverBetweenEmbeddingModels()),
            old, new ModelInfo { Id = "embed-new", Kind = ModelKind.Embedding });
        gateway.GoTo("2026-02-01");
        IEmbeddingGenerator<string, Embedding<float>> generator = gateway.Client.GetService<IEmbeddingGenerator<string,
            Embedding<float>>>()!;

        Assert.Equal("p/embed-old", Embed("kept"));
        Assert.Equal("p/embed-new", Embed("mixed"));

        string? Embed(string route)
        {
            GeneratedEmbeddings<Embedding<float>>? embeddings = null;
            gateway.Time.Run(async () =>
                embeddings = await generator.GenerateAsync(["text"], new EmbeddingGenerationOptions { ModelId = route }));
            return embeddings!.GetReceipt()!.Deployment;
        }
    }

    [Fact]
    public void EachStage_RaisesOneEvent()
    {
        ModelInfo old = new()
        {
            Id = "old",
            Lifecycle = new ModelLifecycle
            {
                Deprecated = new DateOnly(2026, 1, 10),
                Sunset = new DateOnly(2026, 1, 31),
                Successor =
                "new"
            },
        };
        using RetiringGateway gateway =
            new(g => g.AddRoute("chat", route => route.To("p/old")), old, RetiringGateway.Going("gone", null, "2025-06-01"));
        RetiringModel first = Assert.Single(gateway.Events);
        Assert.Equal(("p/gone", RetirementStage.Retired), (first.Deployment, first.Stage));

        gateway.GoTo("2026-01-09T23:59");
        Assert.Single(gateway.Events);
        gateway.GoTo("2026-01-10T00:00");
        Assert.Equal("p/old is deprecated and retires on 2026-01-31; its successor is new", gateway.Events[1].ToString());
        gateway.GoTo("2026-01-20");
        gateway.GoTo("2026-06-01");

        Assert.Equal(
            [RetirementStage.Retired, RetirementStage.Deprecated, RetirementStage.Draining, RetirementStage.Retired],
                gateway.Events.Select(retiring => retiring.Stage));
        Assert.Equal(4, gateway.Log.All.Count(line => line.StartsWith("Warning: Gateway '': p/", StringComparison.Ordinal)));
        Assert.Equal(["p/gone", "p/old"], gateway.Client.GetService<GatewayCatalog>()!.Retiring.Select(retiring => retiring.Deployment)
            .Order());
    }

    [Fact]
    public void Explain_ShowsRetiredModelsAndSuccessors()
    {
        using RetiringGateway gateway =
            new(g => g.AddRoute("chat", route => route.To("p/old", "q/other").UseSuccessors()), RetiringGateway.Going("old", "new"));
        gateway.GoTo("2026-02-01");
        RouteExplanation? explanation = null;
        gateway.Time.Run(async () => explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { ModelId = "chat" }));

        Assert.Equal(
            ["p/new", "q/other", "p/old · last resort · retired on 2026-01-31, new answers in its place"],
                explanation!.Candidates.Select(candidate => candidate.ToString()));
        Assert.Empty(explanation.Excluded);
    }

    private sealed class Reversed : IRoutingPolicy
    {
        public string Name => "reversed";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => order.Reverse();
    }
}
