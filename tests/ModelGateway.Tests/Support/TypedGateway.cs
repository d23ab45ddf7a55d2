using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A gateway with one provider <c>p</c> of a given type at <c>https://host.test/base/</c>, whose requests go to a handler. Receipts are
/// kept.
/// </summary>
internal sealed class TypedGateway : IDisposable
{
    public const string Key = "Kx7/privately+issued.4711=qZ";

    private readonly ServiceProvider _services;

    public TypedGateway(string type, HttpMessageHandler handler, Action<ProviderOptions>? provider = null, ILoggerProvider? log = null)
    {
        ServiceCollection services = new();
        if (log is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        }

        services.AddModelGateway(gateway =>
        {
            gateway.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            gateway.Configure(static options => options.Catalog.UseEmbedded = false);
            gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => handler);
            gateway.AddReceiptObserver(Receipts);
            gateway.AddProvider("p", type, options =>
            {
                Complete(options, ProviderTypes.Find(type)!);
                provider?.Invoke(options);
            });
        });
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    public ReceiptLog Receipts { get; } = new();

    public IChatClient Client => _services.GetRequiredService<IChatClient>();

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings =>
        _services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    public GatewayModels Models => _services.GetRequiredService<GatewayModels>();

    public IReadOnlyList<LedgerEntry> Ledger => _services.GetRequiredService<InMemoryLedger>().Snapshot();

    /// <summary>The last answer; null where the last request failed.</summary>
    public ChatResponse? Answer { get; private set; }

    /// <summary>Asks the model <c>m</c>, or the one that the options name, and returns what the caller caught.</summary>
    public ValueTask<Exception?> AskAsync(ChatOptions? options = null, bool stream = false)
    {
        options ??= new ChatOptions();
        options.ModelId ??= "p/m";
        Answer = null;
        return Record.ExceptionAsync(async () => Answer = stream
            ? await Client.GetStreamingResponseAsync("hi", options).ToChatResponseAsync()
            : await Client.GetResponseAsync("hi", options));
    }

    public void Dispose() => _services.Dispose();

    private static void Complete(ProviderOptions options, HttpProviderDefinition definition)
    {
        options.Endpoint = new Uri("https://host.test/base/");
        options.Keys.Add(Key);
        options.Region = definition.UsesRegion ? "us-east-1" : null;
        options.Project = definition.UsesProject ? "my-project" : null;
    }
}
