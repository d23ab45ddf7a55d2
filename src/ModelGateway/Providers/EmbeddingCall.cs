using Microsoft.Extensions.AI;

namespace ModelGateway.Providers;

/// <summary>One attempt's embedding request, no larger than the protocol allows at once.</summary>
internal sealed class EmbeddingCall : ProviderCall
{
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The caller's options; their model names a route, not a model: use <see cref="ProviderCall.ModelId"/>.</summary>
    public EmbeddingGenerationOptions? Options { get; init; }
}
