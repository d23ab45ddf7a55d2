using System.Collections.Concurrent;

namespace ModelGateway.Testing.Simulators;

/// <summary>What the simulator's own thread and those of its requests share.</summary>
internal sealed class SimulatorState(IWireProtocol protocol, ProviderSimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SimulatedReply> _replies = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private int _requestNumber;
    private int _replyNumber;

    public IWireProtocol Protocol => protocol;

    public ProviderSimulatorOptions Options => options;

    public TimeProvider Time => options.TimeProvider;

    public FaultPlan Faults { get; } = new();

    public IssuedSignatures Signatures { get; } = new(protocol.GetType().Name);

    public Milestone Arrived { get; } = new();

    public Milestone Stalled { get; } = new();

    public Milestone Disconnected { get; } = new();

    public Milestone Paused { get; } = new();

    public ActivityGauge Active { get; } = new();

    public ActivityGauge Connections { get; } = new();

    public RateWindow? RateWindow { get; set; }

    public TimeSpan Latency { get; set; }

    public TimeSpan ChunkInterval { get; set; }

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The keys that are accepted.</summary>
    public IEnumerable<string> Keys => _keys.Keys;

    public int NextRequestNumber() => Interlocked.Increment(ref _requestNumber);

    public void Record(RecordedRequest request)
    {
        _requests.Enqueue(request);
        Arrived.Add();
    }

    public void AcceptKey(string key) => _keys[key] = true;

    public void RevokeKey(string key) => _keys.TryRemove(key, out _);

    public bool Accepts(string? key) => key is not null && _keys.ContainsKey(key);

    public void Enqueue(SimulatedReply reply) => _replies.Enqueue(reply);

    /// <summary>The next scripted reply; else the last thing that the user said.</summary>
    public SimulatedReply NextReply(WireCall call) =>
        _replies.TryDequeue(out SimulatedReply? reply) ? reply : new() { Text = protocol.LastUserText(call.Body) };

    /// <summary>Decides what a scripted reply left open.</summary>
    public WireReply Resolve(SimulatedReply reply, WireCall call)
    {
        int number = Interlocked.Increment(ref _replyNumber);
        string text = reply.Text ?? string.Concat(reply.Chunks ?? []);
        string? signature = reply.Signature ?? (protocol.Signs(call, reply) ? Signatures.Mint(number) : null);
        if (signature is not null)
        {
            Signatures.Issue(signature, reply.Reasoning ?? string.Empty);
        }

        return new()
        {
            Call = call,
            Number = number,
            Model = reply.Model ?? call.Model ?? protocol.DefaultModel,
            Created = Time.GetUtcNow(),
            Text = text,
            TextPieces = reply.Chunks ?? TextPieces.Split(text, reply.ChunkLength),
            Reasoning = reply.Reasoning,
            Signature = signature,
            ToolCalls = reply.ToolCalls,
            Usage = reply.Usage ?? Count(reply, text, call),
            FinishReason = reply.FinishReason ?? (reply.ToolCalls.Count > 0 ? SimulatedFinishReason.ToolCalls : SimulatedFinishReason.Stop),
            ChunkLength = reply.ChunkLength,
        };
    }

    private static SimulatedUsage Count(SimulatedReply reply, string text, WireCall call)
    {
        long reasoning = TokenCount.OfText(reply.Reasoning);
        long output = TokenCount.OfText(text) + reasoning;
        foreach (SimulatedToolCall toolCall in reply.ToolCalls)
        {
            output += TokenCount.OfText(toolCall.Name) + TokenCount.OfText(toolCall.Arguments);
        }

        return new(TokenCount.OfRequest(call.Body), output) { ReasoningTokens = reasoning };
    }
}
