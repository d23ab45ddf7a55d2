using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>The gateway's extension points as services of the container.</summary>
public sealed class ModelGatewayBuilderExtensionsTests
{
    [Fact]
    public async Task Services_AreCreatedByTheContainerWithTheirDependencies()
    {
        ServiceCollection services = new();
        services.AddSingleton<Journal>();
        services.AddModelGateway(g => g
            .AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
            .AddRoute("chat", r => r.To("a", "b").UsePolicy("last"))
            .AddScopeResolver<Resolver>().AddReceiptObserver<Observer>().UseLedger<Ledger>().AddRoutingPolicy<LastFirst>());
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");

        Assert.Equal("b", response.GetReceipt()!.Deployment);
        Assert.Equal(["resolved", "ranked", "booked for search", "observed"], provider.GetRequiredService<Journal>().Lines);
    }

    [Fact]
    public async Task AddRoutingPolicy_TakesAnInstance()
    {
        Journal journal = new();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
            .AddRoutingPolicy(new LastFirst(journal)).AddRoute("chat", r => r.To("a", "b").UsePolicy("LAST")));

        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task UseModelGateway_UsesTheServicesOfTheHost()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        StubHandler http = StubHandler.OpenAI();
        InMemoryLedger ledger = new();
        ServiceCollection services = new();
        services.AddMetrics();
        services.AddSingleton<Journal>().AddSingleton<TimeProvider>(time).AddSingleton<ILedger>(ledger);
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection([new("Vault:Key", "sk-from-the-host")]).Build());
        services.AddSingleton<IScopeResolver, Resolver>().AddSingleton<IReceiptObserver, Observer>()
            .AddSingleton<IRoutingPolicy, LastFirst>();
        services.AddChatClient(new ScriptedChatClient()).UseModelGateway(g =>
        {
            g.AddOpenAI("p", o => o.Keys.Add("config:Vault:Key")).AddRoute("chat", r => r.To("inner", "p/m").UsePolicy("last"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        await using ServiceProvider provider = services.BuildServiceProvider();
        object scope = provider.GetRequiredService<IMeterFactory>();
        List<object?> meters = [];
        using MeterListener listener =
            new() { InstrumentPublished = (instrument, _) => { lock (meters) { meters.Add(instrument.Meter.Scope); } } };
        listener.Start();

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");

        Assert.Equal("p/m", response.GetReceipt()!.Deployment);
        Assert.Contains("sk-from-the-host", http.Sent[0].Headers, StringComparison.Ordinal);
        Assert.Equal(["resolved", "ranked", "observed"], provider.GetRequiredService<Journal>().Lines);
        LedgerEntry entry = Assert.Single(ledger.Snapshot());
        Assert.Equal((time.GetUtcNow(), "search"), (entry.SettledAt, entry.Scope.Team));
        lock (meters)
        {
            Assert.Contains(scope, meters);
        }
    }

    [Fact]
    public async Task UseModelGateway_NeedsNoServices()
    {
        using IChatClient client = new ScriptedChatClient().AsBuilder().UseModelGateway().Build();

        Assert.Equal("inner", (await client.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task UseModelGateway_LeavesServicesOfTheHostUndisposed()
    {
        Disposable ledger = new();
        await using ServiceProvider provider = new ServiceCollection().AddSingleton<ILedger>(ledger).BuildServiceProvider();
        using (IChatClient client = new ScriptedChatClient().AsBuilder().UseModelGateway().Build(provider))
        {
            await client.GetResponseAsync("hi");
        }

        Assert.Equal((1, false), (ledger.Entries, ledger.IsDisposed));
    }

    [Fact]
    public async Task UseModelGateway_DoesNotWriteToTheLedgerOfTheHostsGateway()
    {
        InMemoryLedger own = new();
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient()).UseLedger(own));
        services.AddKeyedChatClient("piped", new ScriptedChatClient()).UseModelGateway();
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredKeyedService<IChatClient>("piped").GetResponseAsync("hi");

        Assert.Empty(own.Snapshot());
        Assert.Equal(response.GetReceipt()!.RequestId, Assert.Single(provider.GetRequiredService<InMemoryLedger>().Snapshot()).RequestId);
    }

    private sealed class Journal
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines => _lines;

        public void Write(string line) => _lines.Add(line);
    }

    private sealed class Resolver(Journal journal) : IScopeResolver
    {
        public GatewayScope? Resolve()
        {
            journal.Write("resolved");
            return new GatewayScope { Team = "search" };
        }
    }

    private sealed class Observer(Journal journal) : IReceiptObserver
    {
        public void OnReceipt(GatewayReceipt receipt) => journal.Write("observed");
    }

    private sealed class Ledger(Journal journal) : ILedger
    {
        public void Append(LedgerEntry entry) => journal.Write("booked for " + entry.Scope.Team);
    }

    private sealed class LastFirst(Journal journal) : IRoutingPolicy
    {
        public string Name => "last";

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
            journal.Write("ranked");
            order.Reverse();
        }
    }

    private sealed class Disposable : ILedger, IDisposable
    {
        public int Entries { get; private set; }

        public bool IsDisposed { get; private set; }

        public void Append(LedgerEntry entry) => Entries++;

        public void Dispose() => IsDisposed = true;
    }
}
