using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Providers.Http;
using ModelGateway.Providers.Wrapped;
using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Configuration;

public sealed class ProviderFactoryTests : IDisposable
{
    private readonly LiveState _state = new(new SystemScheduler(TimeProvider.System));
    private readonly Local _type = new();
    private readonly ServiceProvider _services;
    private readonly ProviderFactory _factory;

    public ProviderFactoryTests()
    {
        ServiceCollection services = new();
        services.AddSingleton<ProviderType>(_type);
        services.AddModelGateway();
        _services = services.BuildServiceProvider();
        _factory = new ProviderFactory(_services, GatewayIdentity.Default, _state);
    }

    public void Dispose()
    {
        _services.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void Create_EndsTheAddressWithASlash_AndReadsTheKeys()
    {
        ProviderRuntime provider = Create(new ProviderOptions { Type = "OpenAI", Endpoint = new Uri("https://h/v1"), Keys = { "k1", "k2" } });

        Assert.Equal("https://h/v1/", Assert.IsType<HttpModelClient>(provider.Client).Endpoint.AbsoluteUri);
        Assert.Equal(2, provider.Keys.Count);
    }

    [Fact]
    public void Create_UsesNoKeysBesideATokenCallback()
    {
        ProviderRuntime provider =
            Create(new ProviderOptions { Type = "OpenAI", Keys = { "k1" }, TokenCallback = static _ => ValueTask.FromResult("t") });

        Assert.Equal((0, true), (provider.Keys.Count, provider.Client.UsesTokens));
    }

    [Fact]
    public void Create_CompletesListedModelsFromTheCatalog()
    {
        ProviderRuntime provider =
            Create(new ProviderOptions { Type = "OpenAI", Keys = { "k" }, Models = { new ModelInfo { Id = "gpt-4o" } } });

        Assert.Equal("openai", provider.CatalogName);
        Assert.Equal("openai/gpt-4o", Assert.Single(provider.Models).CatalogId);
    }

    [Fact]
    public void Create_SharesTheClientOfAPackagesType_WhileTheSettingsAreTheSame()
    {
        ProviderRuntime first = Create(Options("a"));
        ProviderRuntime same = Create(Options("a"), first);
        ProviderRuntime other = Create(Options("b"), same);

        Assert.IsType<WrappedModelClient>(first.Client);
        Assert.Same(first.SharedClient, same.SharedClient);
        Assert.NotSame(first.SharedClient, other.SharedClient);
        Assert.Equal([["s1"], ["s1"]], _type.Contexts.Select(static context => context.Keys));
        Assert.Equal(0, first.Keys.Count);
    }

    [Fact]
    public void Create_RefusesATypeThatCreatesNothing_AndDisposesTheClientIfTheGeneratorFails()
    {
        _type.Client = null;
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Create(Options("a")));
        Assert.Equal(
            "The provider type Local created neither a chat client nor an embedding generator for the provider 'p'.", exception.Message);
        DisposableClient client = new();
        _type.Client = client;
        _type.Failure = new FormatException("broken");

        Assert.Throws<FormatException>(() => Create(Options("a")));
        Assert.True(client.IsDisposed);
    }

    private static ProviderOptions Options(string model) => new() { Type = "Local", Settings = { ["Model"] = model }, Keys = { "s1" } };

    private ProviderRuntime Create(ProviderOptions options, ProviderRuntime? previous = null) =>
        _factory.Create("p", options, new DeploymentModels(ModelCatalog.Embedded, isWhole: true), previous);

    private sealed class Local() : ProviderType("Local")
    {
        public List<ProviderContext> Contexts { get; } = [];

        public IChatClient? Client { get; set; } = new ScriptedChatClient();

        public Exception? Failure { get; set; }

        public override IChatClient? CreateChatClient(ProviderContext context)
        {
            Contexts.Add(context);
            return Client;
        }

        public override IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderContext context) =>
            Failure is null ? null : throw Failure;
    }

    private sealed class DisposableClient() : DelegatingChatClient(new ScriptedChatClient())
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
