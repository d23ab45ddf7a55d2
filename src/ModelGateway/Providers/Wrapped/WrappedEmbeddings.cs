using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Embeds through a generator that existed before: it is given plain options, and what it may keep is copied.</summary>
internal static class WrappedEmbeddings
{
    public static async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        string? modelId,
        EmbeddingCall call,
        CallTransport transport,
        CancellationToken cancellationToken)
    {
        EmbeddingGenerationOptions options = call.Options?.Clone() ?? new EmbeddingGenerationOptions();
        options.ModelId = modelId;
        options.AdditionalProperties = InnerRequest.Without(options.AdditionalProperties);
        transport.Sent = true;
        GeneratedEmbeddings<Embedding<float>> generated = await generator.GenerateAsync(call.Inputs, options, cancellationToken).ConfigureAwait(false)
            ?? throw new ProviderException(new ProviderFailure(FailureKind.Malformed, "The generator returned no embeddings."));

        GeneratedEmbeddings<Embedding<float>> copy = new(generated.Count)
        {
            Usage = generated.Usage,
            AdditionalProperties = InnerRequest.Without(generated.AdditionalProperties),
        };
        foreach (Embedding<float>? embedding in generated)
        {
            copy.Add(embedding is null ? null! : new Embedding<float>(embedding.Vector)
            {
                AdditionalProperties = embedding.AdditionalProperties?.Clone(),
                CreatedAt = embedding.CreatedAt,
                ModelId = embedding.ModelId,
            });
        }

        return copy;
    }
}
