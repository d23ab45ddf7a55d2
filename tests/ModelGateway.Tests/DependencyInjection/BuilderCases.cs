using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>A case for every method and pipeline of the builder. Every gateway of the test has the deployments base and embed.</summary>
internal static class BuilderCases
{
    public static IReadOnlyDictionary<string, BuilderCase> Services { get; } = new Dictionary<string, BuilderCase>
    {
        ["AddScopeResolver(IScopeResolver)"] = new((b, m) => b.AddScopeResolver(new Marked(m)), SeeScope),
        ["AddScopeResolver<T>()"] = new((b, m) => _ = m == "a" ? b.AddScopeResolver<MarkedA>() : b.AddScopeResolver<MarkedB>(), SeeScope),
        ["AddReceiptObserver(IReceiptObserver)"] = new((b, m) => b.AddReceiptObserver(new Marked(m)), SeeWritten),
        ["AddReceiptObserver<T>()"] =
            new((b, m) => _ = m == "a" ? b.AddReceiptObserver<MarkedA>() : b.AddReceiptObserver<MarkedB>(), SeeWritten),
        ["UseLedger(ILedger)"] = new((b, m) => b.UseLedger(new Marked(m)), SeeWritten),
        ["UseLedger<T>()"] = new((b, m) => _ = m == "a" ? b.UseLedger<MarkedA>() : b.UseLedger<MarkedB>(), SeeWritten),
        ["AddRoutingPolicy(IRoutingPolicy)"] = new((b, m) => b.AddRoutingPolicy(new Marked(m)).AddRoute("ranked", Ranked), SeeRanked),
        ["AddRoutingPolicy<T>()"] = new(
            (b, m) => (m == "a" ? b.AddRoutingPolicy<MarkedA>() : b.AddRoutingPolicy<MarkedB>()).AddRoute("ranked", Ranked), SeeRanked),
        ["AddTokenCounter(ITokenCounter)"] = new((b, m) => b.AddTokenCounter(new Marked(m)), SeeCounted),
        ["AddTokenCounter<T>()"] = new((b, m) => _ = m == "a" ? b.AddTokenCounter<MarkedA>() : b.AddTokenCounter<MarkedB>(), SeeCounted),
    };

    public static IReadOnlyDictionary<string, BuilderCase> Options { get; } = new Dictionary<string, BuilderCase>
    {
        ["Configure(Action)"] = new((b, m) => b.Configure(o => o.UserAgent = m), g => Task.FromResult(g.Snapshot.Options.UserAgent ?? "")),
        ["AddConfiguration(IConfiguration)"] = new(
            (b, m) => b.AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection([new("UserAgent", m)]).Build()),
            g => Task.FromResult(g.Snapshot.Options.UserAgent ?? "")),
        ["AddBudget(String, Decimal, BudgetWindow)"] = new(
            (b, m) => b.AddBudget(m, usd: 1), g => Task.FromResult(string.Concat(g.Snapshot.Options.Budgets.Select(one => one.Scope)))),
        ["AddCatalog(String, Action)"] = new(
            (b, m) => b.AddCatalog($"https://models.test/{m}"),
            g => Task.FromResult(string.Concat(g.Snapshot.Options.Catalog.Sources.Select(one => one.Location[^1..])))),
        ["AddRoute(String, Action)"] = new(
            (b, m) => b.AddRoute(m, r => r.To("base")), g => Task.FromResult(string.Concat(g.Snapshot.Routes.Select(one => one.Name)))),
        ["AddDeployment(String, IChatClient, Boolean, Action)"] = new((b, m) => b.AddDeployment("given", Client(m)), SeeText),
        ["AddDeployment(String, Func, Boolean, Action)"] = new((b, m) => b.AddDeployment("given", _ => Client(m)), SeeText),
        ["AddRegisteredClient(String, Nullable, Action)"] = new(
            (b, m) =>
            {
                b.Services.AddSingleton<IChatClient>(Client(m));
                b.AddRegisteredClient("given");
            },
            SeeText),
        ["AddEmbeddingDeployment(String, IEmbeddingGenerator, Boolean, Action)"] = new(
            (b, m) => b.AddEmbeddingDeployment("given", new CannedEmbeddingGenerator(m)), SeeEmbedded),
        ["AddEmbeddingDeployment(String, Func, Boolean, Action)"] = new(
            (b, m) => b.AddEmbeddingDeployment("given", _ => new CannedEmbeddingGenerator(m)), SeeEmbedded),
    };

    public static IReadOnlyDictionary<string, BuilderCase> Pipelines { get; } = new Dictionary<string, BuilderCase>
    {
        ["HttpClient"] = new(
            (b, m) => b.AddOpenAI("given", o => { o.Keys.Add("k"); o.Models.Add(new ModelInfo { Id = "m" }); })
                .HttpClient.ConfigurePrimaryHttpMessageHandler(() => StubHandler.OpenAI(m)),
            async g => (await g.AskAsync("given/m")).Text),
        ["ChatClient"] = new((b, m) => b.ChatClient.ConfigureOptions(o => o.Instructions = m), async g =>
        {
            await g.AskAsync("base");
            return g.Client.GetService<ScriptedChatClient>("base")!.Calls[^1].Options!.Instructions ?? "";
        }),
        ["EmbeddingGenerator"] = new(
            (b, m) => b.EmbeddingGenerator.ConfigureOptions(o => o.AdditionalProperties = new() { ["mark"] = m }), async g =>
            {
                await g.Generator.GenerateAsync(["t1"], new EmbeddingGenerationOptions { ModelId = "embed" });
                CannedEmbeddingGenerator inner = g.Client.GetService<CannedEmbeddingGenerator>("embed")!;
                return inner.Calls[^1].Options!.AdditionalProperties!["mark"] as string ?? "";
            }),
    };

    private static ScriptedChatClient Client(string mark) => new ScriptedChatClient().Reply(mark);

    private static void Ranked(GatewayRouteBuilder route) => route.To("base", "other").UsePolicy("marked");

    private static async Task<string> SeeText(BuiltGateway gateway) => (await gateway.AskAsync("given")).Text;

    private static async Task<string> SeeScope(BuiltGateway gateway) => (await gateway.AskAsync("base")).GetReceipt()!.Scope.Team ?? "";

    private static Task<string> SeeRanked(BuiltGateway gateway) => SeeWritten(gateway, "ranked");

    private static Task<string> SeeWritten(BuiltGateway gateway) => SeeWritten(gateway, "base");

    // What was written while the gateway answered, by its own services and by those of another gateway.
    private static async Task<string> SeeWritten(BuiltGateway gateway, string model)
    {
        Marked.Written.Value = [];
        await gateway.AskAsync(model);
        return string.Concat(Marked.Written.Value);
    }

    private static Task<string> SeeCounted(BuiltGateway gateway) =>
        Task.FromResult(string.Concat(new[] { "a", "b" }.Where(family => gateway.Runtime.TokenCounters.Find(family) is not null)));

    private static async Task<string> SeeEmbedded(BuiltGateway gateway) =>
        (await gateway.Generator.GenerateAsync(["t1"], new EmbeddingGenerationOptions { ModelId = "given" }))[0].ModelId ?? "";

    /// <summary>Every service that a builder takes, each of which writes its mark when it is called.</summary>
    private class Marked(string mark) : IScopeResolver, IReceiptObserver, ILedger, IRoutingPolicy, ITokenCounter
    {
        public static AsyncLocal<List<string>?> Written { get; } = new();

        public string Name => "marked";

        public string Family => mark;

        public GatewayScope? Resolve() => new() { Team = mark };

        public void OnReceipt(GatewayReceipt receipt) => Written.Value?.Add(mark);

        public void Append(LedgerEntry entry) => Written.Value?.Add(mark);

        public void Rank(in GatewayRoutingContext context, Span<int> order) => Written.Value?.Add(mark);

        public int CountTokens(ReadOnlySpan<char> text) => 1;
    }

    private sealed class MarkedA() : Marked("a");

    private sealed class MarkedB() : Marked("b");
}
