using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.DependencyInjection;

public sealed class ModelGatewayServiceCollectionExtensionsTests
{
    [Fact]
    public async Task AddKeyedModelGateway_HasItsOwnOptionsLedgerAndObservers()
    {
        ReceiptLog mine = new();
        ReceiptLog theirs = new();
        ReceiptLog all = new();
        InMemoryLedger ledger = new();
        ServiceCollection services = new();
        services.AddSingleton<IReceiptObserver>(all);
        services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient()).AddReceiptObserver(mine));
        services.AddKeyedModelGateway(
            "second", g => g.AddDeployment("b", new ScriptedChatClient()).AddReceiptObserver(theirs).UseLedger(ledger)
            .AddScopeResolver(new Fixed(new GatewayScope { Team = "t" })));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse first = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");
        ChatResponse second = await provider.GetRequiredKeyedService<IChatClient>("second").GetResponseAsync("hi");

        Assert.Equal(("a", "b"), (first.GetReceipt()!.Deployment, second.GetReceipt()!.Deployment));
        Assert.Same(first.GetReceipt(), Assert.Single(mine.All));
        Assert.Same(second.GetReceipt(), Assert.Single(theirs.All));
        Assert.Equal(2, all.All.Count);
        Assert.Equal(second.GetReceipt()!.RequestId, Assert.Single(ledger.Snapshot()).RequestId);
        Assert.Equal(first.GetReceipt()!.RequestId, Assert.Single(provider.GetRequiredService<InMemoryLedger>().Snapshot()).RequestId);
        Assert.Null(first.GetReceipt()!.Scope.Team);
        Assert.Equal("t", second.GetReceipt()!.Scope.Team);
        Assert.NotSame(provider.GetRequiredService<GatewayEvents>(), provider.GetRequiredKeyedService<GatewayEvents>("second"));
        Assert.Same(provider.GetRequiredService<GatewayEvents>(), provider.GetRequiredService<IChatClient>().GetService<GatewayEvents>());
    }

    [Fact]
    public async Task AddRegisteredClient_WrapsTheClientAndLeavesAnInstanceOpen()
    {
        ScriptedChatClient instance = new();
        ServiceCollection services = new();
        services.AddSingleton<IChatClient>(instance);
        services.AddModelGateway(g => g.AddRegisteredClient("old"));
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            Assert.Equal("old", (await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi")).GetReceipt()!.Deployment);
        }

        Assert.False(instance.IsDisposed);
        Assert.Contains("No IChatClient was registered", Assert.Throws<InvalidOperationException>(() =>
            new ServiceCollection().AddModelGateway(g => g.AddRegisteredClient("old"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clients_AreDisposedWithTheContainerUnlessLeftOpen(bool leaveOpen)
    {
        ScriptedChatClient instance = new();
        ScriptedChatClient made = new();
        ScriptedChatClient registered = new();
        ServiceCollection services = new();
        services.AddChatClient(_ => registered);
        services.AddModelGateway(g => g
            .AddDeployment("a", instance, leaveOpen).AddDeployment("b", _ => made, leaveOpen).AddRegisteredClient("c", leaveOpen));
        using (ServiceProvider provider = services.BuildServiceProvider())
        {
            _ = provider.GetRequiredService<IChatClient>();
            Assert.False(instance.IsDisposed);
        }

        Assert.Equal((!leaveOpen, !leaveOpen, !leaveOpen), (instance.IsDisposed, made.IsDisposed, registered.IsDisposed));
    }

    [Fact]
    public async Task GatewayChatClient_ThrowsWhenItIsDisposed()
    {
        ScriptedChatClient inner = new();
        IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner));
        gateway.Dispose();
        gateway.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => gateway.GetResponseAsync("hi"));
        Assert.True(inner.IsDisposed);
    }

    [Fact]
    public void AddDeployment_NamesTheFactoryThatReturnsNull()
    {
        Exception exception =
            Assert.Throws<InvalidOperationException>(() => GatewayChatClient.Create(g => g.AddDeployment("none", _ => null!)));

        Assert.Contains("'none'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("keyed")]
    public async Task AddModelGateway_FailsTheHostsStartForAWrongSetting(string? key)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("QueueLimit", "x")]).Build();
        _ = key is null
            ? builder.Services.AddModelGateway(section)
            : builder.Services.AddKeyedModelGateway(key).AddConfiguration(section);
        using IHost host = builder.Build();

        GatewayConfigurationException exception = await Assert.ThrowsAsync<GatewayConfigurationException>(() => host.StartAsync());

        Assert.Contains("QueueLimit is 'x'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChatClientPipeline_WrapsTheRegisteredClient()
    {
        ServiceCollection services = new();
        IModelGatewayBuilder gateway = services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient()));
        gateway.ChatClient.UseFunctionInvocation().ConfigureOptions(o => o.Temperature = 1);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient client = provider.GetRequiredService<IChatClient>();

        await client.GetResponseAsync("hi");

        Assert.NotNull(client.GetService<FunctionInvokingChatClient>());
        Assert.NotNull(client.GetService<GatewayChatClient>());
        Assert.Equal(1, client.GetService<ScriptedChatClient>("a")!.Calls[0].Options!.Temperature);
    }

    [Fact]
    public async Task UseModelGateway_AddsTheInnerClientAsADeployment()
    {
        ScriptedChatClient inner = new();
        ScriptedChatClient spare = new();
        inner.Fail(new HttpRequestException("down")).RepeatLast();
        IChatClient client = inner.AsBuilder()
            .UseModelGateway(g => g.AddDeployment("spare", spare).AddRoute("chat", r => r.To("inner", "spare"))).Build();

        ChatResponse response = await client.GetResponseAsync("hi");
        client.Dispose();

        Assert.Equal(["inner", "spare"], response.GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
        Assert.True(inner.IsDisposed && spare.IsDisposed);
    }

    [Fact]
    public async Task Services_OfABuilderBelongToItsGateway()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient())
            .AddScopeResolver<Named>().AddReceiptObserver<CountingObserver>().UseLedger<CountingLedger>());
        services.AddKeyedModelGateway("second", g => g.AddDeployment("b", new ScriptedChatClient()));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse first = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");
        ChatResponse second = await provider.GetRequiredKeyedService<IChatClient>("second").GetResponseAsync("hi");

        Assert.Equal(("named", null), (first.GetReceipt()!.Scope.Team, second.GetReceipt()!.Scope.Team));
        Assert.Equal(1, Assert.IsType<CountingObserver>(provider.GetRequiredKeyedService<IReceiptObserver>("")).Count);
        Assert.Equal(1, Assert.IsType<CountingLedger>(provider.GetRequiredService<ILedger>()).Count);
        LedgerEntry entry = Assert.Single(provider.GetRequiredService<InMemoryLedger>().Snapshot());
        Assert.Equal(second.GetReceipt()!.RequestId, entry.RequestId);
    }

    private sealed class Named : IScopeResolver
    {
        public GatewayScope? Resolve() => new() { Team = "named" };
    }

    private sealed class CountingObserver : IReceiptObserver
    {
        public int Count { get; private set; }

        public void OnReceipt(GatewayReceipt receipt) => Count++;
    }

    private sealed class CountingLedger : ILedger
    {
        public int Count { get; private set; }

        public void Append(LedgerEntry entry) => Count++;
    }

    private sealed class Fixed(GatewayScope scope) : IScopeResolver
    {
        public GatewayScope? Resolve() => scope;
    }
}
