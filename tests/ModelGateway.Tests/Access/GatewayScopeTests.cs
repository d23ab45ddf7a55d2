using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Access;

public sealed class GatewayScopeTests
{
    [Fact]
    public async Task Begin_NestsAndRestoresTheOuterScope()
    {
        Assert.Null(GatewayScope.Current);
        using (GatewayScope.Begin(tenant: "acme", team: "search"))
        {
            await Task.Yield();
            Assert.Equal("search", GatewayScope.Current!.Team);
            using (GatewayScope.Begin(team: "ads", tags: new Dictionary<string, string> { ["a"] = "b" }))
            {
                Assert.Equal(("ads", null), (GatewayScope.Current!.Team, GatewayScope.Current.Tenant));
                await Task.Run(() => Assert.Equal("b", GatewayScope.Current!.Tags["a"]));
            }

            Assert.Equal("acme", GatewayScope.Current!.Tenant);
        }

        Assert.Null(GatewayScope.Current);
    }

    [Fact]
    public void Dispose_InAnyOrderRestoresNoEndedScope()
    {
        IDisposable outer = GatewayScope.Begin(team: "outer");
        IDisposable inner = GatewayScope.Begin(team: "inner");

        outer.Dispose();
        Assert.Equal("inner", GatewayScope.Current!.Team);
        inner.Dispose();
        Assert.Null(GatewayScope.Current);

        using (GatewayScope.Begin(team: "next"))
        {
            outer.Dispose();
            inner.Dispose();
            Assert.Equal("next", GatewayScope.Current!.Team);
        }
    }

    [Fact]
    public async Task Begin_KeepsTheScopeForWorkThatOutlivesIt()
    {
        TaskCompletionSource ended = new();
        Task<string?> work;
        using (GatewayScope.Begin(team: "search"))
        {
            work = Later();
        }

        ended.SetResult();
        Assert.Equal("search", await work);

        async Task<string?> Later()
        {
            await ended.Task;
            return GatewayScope.Current?.Team;
        }
    }

    [Fact]
    public async Task Resolvers_AreCalledInOrderUnlessAScopeWasBegun()
    {
        Resolver first = new(null);
        Resolver second = new(new GatewayScope { User = "second" });
        Resolver third = new(new GatewayScope { User = "third" });
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("inner", new ScriptedChatClient()).AddScopeResolver(first).AddScopeResolver(second).AddScopeResolver(third));

        Assert.Equal("second", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Scope.User);
        Assert.Equal((1, 1, 0), (first.Asked, second.Asked, third.Asked));
        using (GatewayScope.Begin(user: "begun"))
        {
            Assert.Equal("begun", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Scope.User);
        }

        Assert.Equal(GatewayScope.None, (await Unscoped().GetResponseAsync("hi")).GetReceipt()!.Scope);
        static IChatClient Unscoped() => GatewayChatClient.Create(g => g.AddDeployment("inner", new ScriptedChatClient()));
    }

    [Fact]
    public async Task RequestOptions_NarrowTheScope()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", new ScriptedChatClient()));
        using IDisposable scope = GatewayScope.Begin(tenant: "acme", tags: Tags(("a", "1")));

        ChatResponse response =
            await gateway.GetResponseAsync("hi", Narrow(new() { Tenant = "acme", User = "eve", Tags = Tags(("b", "2")) }));

        Assert.Equal(new GatewayScope { Tenant = "acme", User = "eve", Tags = Tags(("a", "1"), ("b", "2")) }, response.GetReceipt()!.Scope);
    }

    [Fact]
    public void RequestOptions_MayNotContradictTheScope()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", new ScriptedChatClient()));
        using IDisposable scope = GatewayScope.Begin(tenant: "acme", team: "t", user: "u", tags: Tags(("a", "1")));

        foreach (GatewayScope other in new GatewayScope[] { new() { Tenant = "evil" }, new() { Team = "evil" }, new() { User = "evil" },
            new() { Tags = Tags(("a", "evil")) } })
        {
            ArgumentException exception =
                Assert.Throws<ArgumentException>(() => { _ = gateway.GetStreamingResponseAsync("hi", Narrow(other)); });
            Assert.Contains("'evil'", exception.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => { _ = gateway.GetResponseAsync("hi", Narrow(other)); });
        }
    }

    [Fact]
    public async Task Stream_HasTheScopeOfTheCall()
    {
        ReceiptLog log = new();
        using IChatClient gateway =
            GatewayChatClient.Create(g => g.AddDeployment("inner", new ScriptedChatClient()).AddReceiptObserver(log));
        IAsyncEnumerable<ChatResponseUpdate> stream;
        using (GatewayScope.Begin(user: "caller"))
        {
            stream = gateway.GetStreamingResponseAsync("hi");
        }

        using (GatewayScope.Begin(user: "reader"))
        {
            await stream.ToListAsync();
        }

        Assert.Equal("caller", Assert.Single(log.All).Scope.User);
    }

    private static ChatOptions Narrow(GatewayScope scope) => new ChatOptions().WithGateway(s => s with { Scope = scope });

    private static Dictionary<string, string> Tags(params (string Name, string Value)[] tags) =>
        tags.ToDictionary(tag => tag.Name, tag => tag.Value);

    private sealed class Resolver(GatewayScope? scope) : IScopeResolver
    {
        public int Asked { get; private set; }

        public GatewayScope? Resolve()
        {
            Asked++;
            return scope;
        }
    }
}
