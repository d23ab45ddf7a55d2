using ModelGateway.Testing.Simulators;
using ModelGateway.Testing.Simulators.Anthropic;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Testing.Simulators.Cohere;
using ModelGateway.Testing.Simulators.Gemini;
using ModelGateway.Testing.Simulators.Mistral;
using ModelGateway.Testing.Simulators.Ollama;
using ModelGateway.Testing.Simulators.OpenAI;
using ModelGateway.Testing.Simulators.OpenAIResponses;

namespace ModelGateway.Testing;

/// <summary>
/// A provider on a free loopback port that implements the real protocol: it checks requests like the real server, and answers and fails as
/// scripted. Without a script it answers with the user's last text. All members are thread-safe.
/// </summary>
public sealed class ProviderSimulator : IAsyncDisposable
{
    private readonly SimulatorState _state;
    private readonly SimulatorServer _server;

    private ProviderSimulator(SimulatedProtocol protocol, ProviderSimulatorOptions options)
    {
        IWireProtocol wire = protocol switch
        {
            SimulatedProtocol.OpenAI => new OpenAIService(OpenAIFlavour.OpenAI),
            SimulatedProtocol.DeepSeek => new OpenAIService(OpenAIFlavour.DeepSeek),
            SimulatedProtocol.AzureOpenAI => new OpenAIService(OpenAIFlavour.AzureOpenAI),
            SimulatedProtocol.Anthropic => new AnthropicService(),
            SimulatedProtocol.Gemini => new GeminiService(),
            SimulatedProtocol.OpenAIResponses => new OpenAIResponsesService(),
            SimulatedProtocol.Ollama => new OllamaService(),
            SimulatedProtocol.Mistral => new MistralService(),
            SimulatedProtocol.Cohere => new CohereService(),
            SimulatedProtocol.Bedrock => new BedrockService(),
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "There is no simulator of this protocol."),
        };
        Protocol = protocol;
        ApiKey = options.ApiKey ?? wire.DefaultKey;
        _state = new(wire, options);
        _state.AcceptKey(ApiKey);
        _server = new(_state);
        Endpoint = _server.Address;
    }

    /// <summary>The protocol.</summary>
    public SimulatedProtocol Protocol { get; }

    /// <summary>
    /// The base address for a client: <c>/v1/</c> at its end for OpenAI and Mistral, <c>/v1beta/</c> for Gemini, <c>/openai/v1/</c> for
    /// Azure, else <c>/</c>.
    /// </summary>
    public Uri Endpoint { get; private set; }

    /// <summary>A key that is accepted.</summary>
    public string ApiKey { get; }

    /// <summary>A snapshot of the requests so far, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _state.Requests;

    /// <summary>The wait before each answer, by the server's clock. Default zero.</summary>
    public TimeSpan Latency { get => _state.Latency; set => _state.Latency = value; }

    /// <summary>The wait between two events of a stream, by the server's clock. Default zero.</summary>
    public TimeSpan ChunkInterval { get => _state.ChunkInterval; set => _state.ChunkInterval = value; }

    /// <summary>The number of requests that are being answered.</summary>
    public int ActiveRequests => _state.Active.Count;

    /// <summary>The number of open connections, including those that clients keep for reuse.</summary>
    public int ActiveConnections => _state.Connections.Count;

    /// <summary>The number of requests of clients that disconnected before the answer was complete.</summary>
    public int DisconnectedRequests => _state.Disconnected.Count;

    /// <summary>
    /// Completes when a response has stopped (<see cref="SimulatedFault.Stall"/>, <see cref="SimulatedFault.NeverAnswer"/>).
    /// </summary>
    public Task Stalled => _state.Stalled.WhenReached(1);

    /// <summary>Completes when a client has disconnected before its answer was complete: the cancellation has reached the server.</summary>
    public Task ClientDisconnected => _state.Disconnected.WhenReached(1);

    /// <summary>Starts a simulator.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="options">Clock, key, models. Default: a new <see cref="ProviderSimulatorOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The simulator, ready for requests.</returns>
    public static async Task<ProviderSimulator> StartAsync(
        SimulatedProtocol protocol, ProviderSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ProviderSimulator simulator = new(protocol, options ?? new());
        try
        {
            await simulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await simulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        simulator.Endpoint = new(simulator._server.Address, simulator._state.Protocol.BasePath);
        return simulator;
    }

    /// <summary>Scripts the next answer to be a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator Reply(string text) => Reply(new SimulatedReply { Text = text });

    /// <summary>Scripts the next answers, one for each request, in this order.</summary>
    /// <param name="replies">The answers.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator Reply(params ReadOnlySpan<SimulatedReply> replies)
    {
        foreach (SimulatedReply reply in replies)
        {
            ArgumentNullException.ThrowIfNull(reply, nameof(replies));
            _state.Enqueue(reply);
        }

        return this;
    }

    /// <summary>
    /// Makes the next requests fail. A fault with a status uses no scripted answer; a fault of the body breaks the next one.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of requests that fail, 1 or more. Default 1.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator Fail(SimulatedFault fault, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _state.Faults.Add(fault, times);
        return this;
    }

    /// <summary>
    /// Makes every request without another fault fail, until <see cref="Recover"/>. A fault with a status applies to the list of models
    /// too.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator FailAlways(SimulatedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _state.Faults.SetAlways(fault);
        return this;
    }

    /// <summary>Removes all faults and the rate limit. Answers that have already stopped stay stopped.</summary>
    /// <returns>This simulator.</returns>
    public ProviderSimulator Recover()
    {
        _state.Faults.Clear();
        _state.RateWindow = null;
        return this;
    }

    /// <summary>
    /// Limits the rate by the simulator's clock: further requests in a window are answered 429 until it ends, with the provider's
    /// rate-limit headers on every answer (Gemini has none). A window opens with its first request.
    /// </summary>
    /// <param name="requests">The requests that a window admits, 0 or more.</param>
    /// <param name="window">The length of a window, longer than zero.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator LimitRate(int requests, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requests);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        _state.RateWindow = new(requests, window, _state.Time);
        return this;
    }

    /// <summary>Accepts another key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator AcceptKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _state.AcceptKey(key);
        return this;
    }

    /// <summary>Rejects a key from now on, which may be <see cref="ApiKey"/>.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This simulator.</returns>
    public ProviderSimulator RevokeKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _state.RevokeKey(key);
        return this;
    }

    /// <summary>Completes when a number of requests has arrived since the start.</summary>
    /// <param name="requests">The count to wait for.</param>
    /// <returns>The task; it never fails.</returns>
    public Task WhenRequestedAsync(int requests = 1) => _state.Arrived.WhenReached(requests);

    /// <summary>Completes when a number of clients has disconnected before the answer was complete.</summary>
    /// <param name="requests">The count to wait for.</param>
    /// <returns>The task; it never fails.</returns>
    public Task WhenDisconnectedAsync(int requests = 1) => _state.Disconnected.WhenReached(requests);

    /// <summary>
    /// Completes when the server has started a number of waits (<see cref="Latency"/>, <see cref="ChunkInterval"/>) since the start: time
    /// may then be advanced.
    /// </summary>
    /// <param name="pauses">The count to wait for.</param>
    /// <returns>The task; it never fails.</returns>
    public Task WhenPausedAsync(int pauses = 1) => _state.Paused.WhenReached(pauses);

    /// <summary>Completes when no request is being answered.</summary>
    /// <returns>The task; it never fails.</returns>
    public Task WhenIdleAsync() => _state.Active.WhenIdle();

    /// <summary>Completes when no connection is open. Dispose the client first, since it keeps its connections.</summary>
    /// <returns>The task; it never fails.</returns>
    public Task WhenNoConnectionsAsync() => _state.Connections.WhenIdle();

    /// <summary>Aborts requests that are being answered, and stops listening.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
