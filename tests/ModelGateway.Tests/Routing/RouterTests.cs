using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Negotiation;
using ModelGateway.Routing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

public sealed class RouterTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PolicyThatThrowsOrRanksNonsense_ClosesTheRequest(bool throws)
    {
        ReceiptLog log = new();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<IRoutingPolicy>(new Odd(throws));
            g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
                .AddRoute("chat", r => r.To("a", "b").UsePolicy("odd")).AddReceiptObserver(log);
        });

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.GetResponseAsync("hi"));

        Assert.Contains("odd", exception.Message, StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Failed, Assert.Single(log.All).Outcome);
    }

    [Fact]
    public void OrderedRoute_NeedsNoBuffer()
    {
        Route route = Create(OrderedPolicy.Instance);

        using RoutePlan plan = new Router(route, GatewayScope.None, streaming: false, draw: 0).Plan(new Candidates(3));

        Assert.Equal(["d0", "d1", "d2"], Names(plan));
    }

    [Fact]
    public void Policy_SeesTheRequest_AndRanksItsCandidates()
    {
        Reversing policy = new();
        GatewayScope scope = new() { Team = "search" };

        using RoutePlan plan = new Router(Create(policy), scope, streaming: true, draw: 0.25).Plan(new Candidates(3));

        Assert.Equal(["d2", "d1", "d0"], Names(plan));
        Assert.Equal(("chat", "search", true, 0.25), policy.Seen);
    }

    [Fact]
    public void Groups_ComeBeforeThePolicysOrder()
    {
        Route route = Create(new Reversing());
        Route form = route.With(route.Candidates, lastResorts: [route.Candidates[2]], gone: [route.Candidates[1]]);

        using RoutePlan plan = new Router(form, GatewayScope.None, streaming: false, draw: 0).Plan(new Candidates(3));

        Assert.Equal(["d0", "d2", "d1"], Names(plan));
    }

    [Fact]
    public void EmbeddingSpaces_ComeBeforeThePolicysOrder()
    {
        Route route = Create(new Reversing());
        Route spaces = route.With(route.Candidates, spaces: [0, 0, 1]);

        using RoutePlan plan = new Router(spaces, GatewayScope.None, streaming: false, draw: 0).Plan(new Candidates(3));

        Assert.Equal(["d1", "d0", "d2"], Names(plan));
    }

    [Fact]
    public void Negotiated_CandidatesAlone_AreRanked()
    {
        int[] buffer = Candidates.Rent(3);
        Span<int> fits = buffer.AsSpan(3, 3);
        fits[0] = Candidates.Pack(CandidateFit.Fit, 0, 0);
        fits[1] = Candidates.Pack(CandidateFit.Out, 0, 0);
        fits[2] = Candidates.Pack(CandidateFit.Fit, Bridges.SchemaByTool, 0);
        (buffer[0], buffer[1]) = (0, 2);

        using RoutePlan plan = new Router(Create(new Reversing()), GatewayScope.None, false, 0)
            .Plan(new Candidates(buffer, 2, areGrouped: false));

        Assert.Equal(["d2", "d0"], Names(plan));
        Assert.Equal(Bridges.SchemaByTool, plan.Bridges(0));
        Assert.Equal(Bridges.None, plan.Bridges(1));
    }

    [Fact]
    public void PolicyThatBringsInACandidateThatIsOut_IsRefused()
    {
        int[] buffer = Candidates.Rent(3);
        buffer.AsSpan(3, 3).Fill(Candidates.Pack(CandidateFit.Fit, 0, 0));
        buffer[4] = Candidates.Pack(CandidateFit.Out, 0, 0);
        (buffer[0], buffer[1]) = (0, 2);
        Route route = Create(new BringingIn(1));
        Candidates candidates = new(buffer, 2, areGrouped: false);

        Assert.Throws<InvalidOperationException>(() => new Router(route, GatewayScope.None, false, 0).Plan(candidates));
    }

    private static Route Create(IRoutingPolicy policy) =>
        new("chat", [.. Enumerable.Range(0, 3).Select(index => TestDeployments.Create($"d{index}"))], policy);

    private static IEnumerable<string> Names(RoutePlan plan) => Enumerable.Range(0, plan.Count).Select(rank => plan[rank].Name);

    private sealed class Odd(bool throws) : IRoutingPolicy
    {
        public string Name => "odd";

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
            order[0] = throws ? throw new InvalidOperationException("odd") : order[1];
        }
    }

    private sealed class Reversing : IRoutingPolicy
    {
        public string Name => "reversing";

        public (string? Route, string? Team, bool Streaming, double Random) Seen { get; private set; }

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
            Seen = (context.Route, context.Scope.Team, context.Streaming, context.Random);
            order.Reverse();
        }
    }

    private sealed class BringingIn(int index) : IRoutingPolicy
    {
        public string Name => "bringing-in";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => order[0] = index;
    }
}
