using Microsoft.Extensions.AI;
using ModelGateway.Failures.Secrets;
using ModelGateway.Protocols;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>
/// Sends the requests of deployments: over HTTP by one of the gateway's protocols, or through a client that the application has.
/// </summary>
internal interface IModelClient : IDisposable
{
    /// <summary>The value of <c>gen_ai.provider.name</c> in telemetry.</summary>
    string TelemetryName { get; }

    /// <summary>The provider's base address, where it has one.</summary>
    Uri? Endpoint { get; }

    /// <summary>
    /// Whether a cancelled call ends at once. Others are abandoned when their time is up, so that no request waits for them.
    /// </summary>
    bool HonoursCancellation { get; }

    /// <summary>Whether every attempt asks for a new token, so that a refused token says little about the next one.</summary>
    bool UsesTokens => false;

    /// <summary>Whether it embeds with any model, as a wrapped generator does.</summary>
    bool SurelyEmbeds => false;

    /// <summary>Which of OpenAI's interfaces it reaches.</summary>
    ApiReach Apis => default;

    /// <summary>What it can and cannot do for a model, and its limits.</summary>
    DeploymentFeatures GetFeatures(string modelId) => DeploymentFeatures.Unknown;

    /// <summary>What is taken of the schema of a response format; null for everything.</summary>
    SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => null;

    /// <summary>How much one embedding request may carry; null where the client embeds nothing.</summary>
    EmbeddingLimits? GetEmbeddingLimits(string modelId);

    /// <summary>Removes the secrets of a request from what is said about it.</summary>
    /// <param name="secret">The key or token that the request was sent with; null for none.</param>
    SecretMask MaskFor(string? secret) => SecretMask.None;

    /// <summary>
    /// Whether a chat has to be streamed though its caller wants the answer whole: as a whole, it would be refused, or cut before its end.
    /// </summary>
    bool MustStream(ChatCall call) => false;

    Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken);

    IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, CancellationToken cancellationToken);

    /// <summary>Embeds texts, within the limits of <see cref="GetEmbeddingLimits"/>.</summary>
    Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken);

    /// <summary>A service of the client itself, as <see cref="IChatClient.GetService"/>.</summary>
    object? GetService(Type serviceType, object? serviceKey);
}
