using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>
/// The network of the snippets: the vendors' hosts, each a simulator on this machine. Providers without a key get one that it accepts.
/// </summary>
internal sealed class SnippetNetwork : HttpMessageHandler, IAsyncDisposable
{
    private const string Key = "snippet-key-0001";

    private static readonly (string Host, string Path, SimulatedProtocol Protocol)[] Hosts =
    [
        ("api.openai.com", "/v1/responses", SimulatedProtocol.OpenAIResponses),
        ("api.openai.com", "/v1/", SimulatedProtocol.OpenAI),
        ("contoso.openai.azure.com", "/openai/v1/", SimulatedProtocol.AzureOpenAI),
        ("api.anthropic.com", "/", SimulatedProtocol.Anthropic),
        ("generativelanguage.googleapis.com", "/v1beta/", SimulatedProtocol.Gemini),
        ("localhost", "/", SimulatedProtocol.Ollama),
    ];

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private readonly Dictionary<SimulatedProtocol, ProviderSimulator> _simulators = [];

    /// <summary>The hosts that were asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<SnippetNetwork> StartAsync()
    {
        SnippetNetwork network = new();
        foreach (SimulatedProtocol protocol in Hosts.Select(static host => host.Protocol))
        {
            ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
            simulator.AcceptKey(Key);
            network._simulators.Add(protocol, simulator);
        }

        return network;
    }

    /// <summary>Takes the place of the network and of the environment's keys in all that a snippet registers, before or after.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.PostConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = this));
        services.PostConfigureAll<ModelGatewayOptions>(static options =>
        {
            foreach (ProviderOptions provider in options.Providers.Values.Where(static provider => provider.TokenCallback is null))
            {
                provider.Keys.Clear();
                provider.Keys.Add(Key);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (ProviderSimulator simulator in _simulators.Values)
        {
            await simulator.DisposeAsync();
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        Asked.Add(address.Host);
        if (address is { Host: "openrouter.ai", AbsolutePath: "/api/v1/models" })
        {
            return Task.FromResult(StubHandler.Json(HttpStatusCode.OK, """
                {"data":[{"id":"openai/gpt-5.4-mini","name":"GPT-5.4 mini","context_length":400000,
                "pricing":{"prompt":"0.00000025","completion":"0.000002"}}]}
                """));
        }

        SimulatedProtocol protocol = Hosts.FirstOrDefault(
            host => host.Host == address.Host && address.AbsolutePath.StartsWith(host.Path, StringComparison.Ordinal))
                is { Host: not null } found
                ? found.Protocol : throw new HttpRequestException($"A snippet asks {address.Host}, which is not simulated.");
        request.RequestUri = new Uri(_simulators[protocol].Endpoint, address.PathAndQuery);
        return _http.SendAsync(request, cancellationToken);
    }

    // The factory of handlers disposes them; the test still needs this one.
    protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
}
