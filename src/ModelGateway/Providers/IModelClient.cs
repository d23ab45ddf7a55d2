using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Protocols;

namespace ModelGateway.Providers;

/// <summary>What a deployment is reached through: one of the gateway's adapters over HTTP, or a client that existed before.</summary>
internal interface IModelClient : IDisposable
{
    /// <summary>What <c>gen_ai.provider.name</c> is in telemetry.</summary>
    string TelemetryName { get; }

    /// <summary>The provider's base address, where it has one.</summary>
    Uri? Endpoint { get; }

    /// <summary>Whether a cancelled call surely ends. Others are left behind when their time is up, so that no request hangs on them.</summary>
    bool HonoursCancellation { get; }

    /// <summary>Whether it asks for a token at every attempt, so that one that was refused says little of the next.</summary>
    bool UsesTokens => false;

    /// <summary>Whether it embeds whatever the model, as a wrapped generator does.</summary>
    bool SurelyEmbeds => false;

    /// <summary>What it has whatever the model, unless that is known to lack it.</summary>
    CapabilityFlags Has => CapabilityFlags.None;

    /// <summary>What cannot be had through it, whatever the model can.</summary>
    CapabilityFlags Lacks => CapabilityFlags.None;

    /// <summary>How much one embedding request may carry; null where the client embeds nothing.</summary>
    EmbeddingLimits? GetEmbeddingLimits(string modelId);

    Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken);

    IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken);

    /// <summary>Embeds texts; only within <see cref="GetEmbeddingLimits"/>.</summary>
    Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken);

    /// <summary>A service of the client itself, as <see cref="IChatClient.GetService"/>.</summary>
    object? GetService(Type serviceType, object? serviceKey);
}
