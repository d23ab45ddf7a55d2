using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Configuration;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Providers.Http;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A whole gateway in front of simulated providers, over loopback HTTP: <c>p1</c>, <c>p2</c>, … in the order given, all on the route
/// <c>chat</c>. When it is disposed it checks that nothing was lost: no lease, no permit, no connection, no attempt without its entry.
/// </summary>
internal sealed class GatewayOverHttp : IAsyncDisposable, IReceiptObserver
{
    public static readonly ModelPricing Price = ModelPricing.PerMillion(3m, 15m);
    public static readonly SimulatedProtocol[] Protocols =
    [
        SimulatedProtocol.OpenAI,
        SimulatedProtocol.Anthropic,
        SimulatedProtocol.Gemini,
        SimulatedProtocol.OpenAIResponses,
        SimulatedProtocol.DeepSeek,
        SimulatedProtocol.AzureOpenAI,
        SimulatedProtocol.Mistral,
        SimulatedProtocol.Cohere,
        SimulatedProtocol.Bedrock,
        SimulatedProtocol.Ollama,
    ];

    private readonly ConcurrentQueue<GatewayReceipt> _receipts = new();
    private readonly GatewayOverHttpOptions _options;
    private ServiceProvider _services = null!;
    private SocketsHttpHandler? _handler;

    private GatewayOverHttp(GatewayOverHttpOptions options) => _options = options;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<ProviderSimulator> Simulators { get; private set; } = [];

    public ProviderSimulator First => Simulators[0];

    public ProviderSimulator Second => Simulators[1];

    public IReadOnlyList<string> Deployments { get; private set; } = [];

    public IChatClient Client => _services.GetRequiredService<IChatClient>();

    public IServiceProvider Services => _services;

    public IReadOnlyList<LedgerEntry> Ledger => _services.GetRequiredService<InMemoryLedger>().Snapshot();

    /// <summary>The receipts of all closed requests, in the order of closing.</summary>
    public IReadOnlyList<GatewayReceipt> Receipts => [.. _receipts];

    public GatewayRuntime Runtime => _services.GetRequiredKeyedService<GatewayRuntime>("");

    public static string ModelOf(SimulatedProtocol protocol) => protocol switch
    {
        SimulatedProtocol.OpenAI or SimulatedProtocol.AzureOpenAI => "gpt-4.1",
        SimulatedProtocol.DeepSeek => "deepseek-v4-pro",
        SimulatedProtocol.OpenAIResponses => "gpt-5.2",
        SimulatedProtocol.Anthropic => "claude-sonnet-5",
        SimulatedProtocol.Bedrock => "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        SimulatedProtocol.Ollama => "qwen3:4b",
        SimulatedProtocol.Mistral => "mistral-medium-latest",
        SimulatedProtocol.Cohere => "command-a-reasoning-08-2025",
        _ => "gemini-3-pro-preview",
    };

    public static async Task<GatewayOverHttp> StartAsync(GatewayOverHttpOptions options)
    {
        GatewayOverHttp gateway = new(options);
        List<ProviderSimulator> simulators = [];
        foreach (SimulatedProtocol protocol in options.Protocols)
        {
            ProviderSimulatorOptions settings = new() { TimeProvider = gateway.Time };
            simulators.Add(await ProviderSimulator.StartAsync(protocol, settings));
        }

        gateway.Simulators = simulators;
        gateway.Build();
        return gateway;
    }

    public static Task<GatewayOverHttp> StartAsync(params SimulatedProtocol[] protocols) =>
        StartAsync(new GatewayOverHttpOptions { Protocols = protocols });

    public Deployment Deployment(int index) => (Deployment)Client.GetService(typeof(Deployment), Deployments[index])!;

    public IAsyncEnumerable<ChatResponseUpdate> Stream(
        string text = "hi", ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Client.GetStreamingResponseAsync(text, options, cancellationToken);

    /// <summary>Sends a request and records what the caller saw, including an exception.</summary>
    public Task<GatewayAnswer> AskAsync(
        bool stream, string text = "hi", ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        AskAsync(stream, [new ChatMessage(ChatRole.User, text)], options, cancellationToken);

    public async Task<GatewayAnswer> AskAsync(
        bool stream, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        try
        {
            if (!stream)
            {
                ChatResponse response = await Client.GetResponseAsync(messages, options, cancellationToken).Bounded();
                return new GatewayAnswer(response.Text, [], response, null);
            }

            IAsyncEnumerator<ChatResponseUpdate> reader = Client.GetStreamingResponseAsync(messages, options, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using (reader)
            {
                while (await reader.MoveNextAsync().Bounded())
                {
                    updates.Add(reader.Current);
                }
            }

            return new GatewayAnswer(string.Concat(updates.Select(update => update.Text)), updates, null, null);
        }
        catch (Exception exception) when (exception is GatewayException or OperationCanceledException)
        {
            return new GatewayAnswer(string.Concat(updates.Select(update => update.Text)), updates, null, exception);
        }
    }

    /// <summary>
    /// Advances fake time in steps until a deployment has failed, and no further: the next deployment is called over a real network, in
    /// real time. For timeouts with a start that cannot be observed from outside.
    /// </summary>
    public async Task AdvanceUntilFailedAsync(int index, TimeSpan step)
    {
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(2));
        while (Deployment(index).ConsecutiveFailures == 0 && await pause.WaitForNextTickAsync())
        {
            Time.Advance(step);
        }
    }

    /// <summary>Lets time pass until a task has ended.</summary>
    public async Task AdvanceUntilAsync(Task ended, TimeSpan step)
    {
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(2));
        while (!ended.IsCompleted && await pause.WaitForNextTickAsync())
        {
            Time.Advance(step);
        }
    }

    void IReceiptObserver.OnReceipt(GatewayReceipt receipt) => _receipts.Enqueue(receipt);

    public async ValueTask DisposeAsync()
    {
        GatewayRuntime runtime = Runtime;
        GatewaySnapshot snapshot = runtime.Snapshots.Current;
        int[] inFlight = [.. Deployments.Select((_, index) => Deployment(index).InFlight)];
        int waiting = runtime.State.Queue.Count;
        long attempts = Receipts.Sum(receipt => (long)receipt.Attempts.Count);
        long booked = _services.GetRequiredService<InMemoryLedger>().TotalCount;
        await _services.DisposeAsync();
        _handler?.Dispose();
        foreach (ProviderSimulator simulator in Simulators)
        {
            if (_handler is not null)
            {
                await simulator.WhenNoConnectionsAsync().Bounded();
            }

            await simulator.DisposeAsync();
        }

        Assert.All(inFlight, static count => Assert.Equal(0, count));
        Assert.Equal(0, waiting);
        Assert.Equal(attempts, booked);
        Assert.False(snapshot.TryLease(), "A request kept its lease on the configuration.");
    }

    private void Build()
    {
        ServiceCollection services = new();
        _options.Services?.Invoke(services);
        services.AddModelGateway(gateway =>
        {
            gateway.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            gateway.AddReceiptObserver(this);

            // Only the models' names are used. Facts of the catalog, such as retirement dates, are not tested here.
            gateway.Configure(static options => options.Catalog.UseEmbedded = false);
            List<string> deployments = [];
            for (int i = 0; i < Simulators.Count; i++)
            {
                deployments.Add(Add(gateway, $"p{i + 1}", Simulators[i], i));
            }

            Deployments = deployments;
            gateway.AddRoute("chat", route => route.To([.. deployments]));
            if (!_options.UsesDefaultHandler)
            {
                gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => _handler = GatewayHttpHandler.Create(Time));
            }

            _options.Gateway?.Invoke(gateway);
        });
        _services = services.BuildServiceProvider();
    }

    private string Add(IModelGatewayBuilder gateway, string name, ProviderSimulator simulator, int index)
    {
        ModelInfo model = new() { Id = ModelOf(simulator.Protocol), Pricing = Price };
        model = _options.Model?.Invoke(index, model) ?? model;
        bool responses = simulator.Protocol == SimulatedProtocol.OpenAIResponses;
        gateway.AddProvider(name, responses ? "OpenAI" : simulator.Protocol.ToString(), provider =>
        {
            provider.Api = responses ? ProviderApi.Responses : ProviderApi.Auto;
            provider.Endpoint = simulator.Endpoint;
            provider.Keys.Add(simulator.ApiKey);
            provider.Models.Add(model);
            provider.Region = simulator.Protocol == SimulatedProtocol.Bedrock ? "us-east-1" : null;
            _options.Provider?.Invoke(index, provider);
        });
        return $"{name}/{model.Id}";
    }
}
