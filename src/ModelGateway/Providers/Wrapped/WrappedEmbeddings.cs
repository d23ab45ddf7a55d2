using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Embeds through a wrapped generator. The generator gets plain options; its embeddings are copied, as it may keep them.</summary>
internal sealed class WrappedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> generator, WrappedClientOptions options)
{
    public IEmbeddingGenerator<string, Embedding<float>> Generator => generator;

    /// <summary>What the generator says of itself; null where it says nothing.</summary>
    public DeploymentFeatures? FindFeatures(string? modelId) =>
        generator.GetService(typeof(DeploymentFeatures), modelId) as DeploymentFeatures ?? generator.GetService<DeploymentFeatures>();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken)
    {
        EmbeddingGenerationOptions plain = call.Options?.Clone() ?? new EmbeddingGenerationOptions();
        plain.ModelId = options.GetModelId(call.ModelId);
        plain.AdditionalProperties = InnerRequest.RemoveGatewayProperties(plain.AdditionalProperties);
        transport.Sent = true;
        return Copy(await generator.GenerateAsync(call.Inputs, plain, cancellationToken).ConfigureAwait(false)
            ?? throw new ProviderException(new ProviderFailure(FailureKind.Malformed, "The generator returned no embeddings.")));
    }

    private static GeneratedEmbeddings<Embedding<float>> Copy(GeneratedEmbeddings<Embedding<float>> generated)
    {
        GeneratedEmbeddings<Embedding<float>> copy = new(generated.Count)
        {
            Usage = generated.Usage,
            AdditionalProperties = InnerRequest.RemoveGatewayProperties(generated.AdditionalProperties),
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
