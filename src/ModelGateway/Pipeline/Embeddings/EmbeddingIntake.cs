using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>Valid texts to embed and their scope, as they were when the method was called.</summary>
internal readonly record struct EmbeddingIntake(
    string[] Inputs, EmbeddingGenerationOptions? Options, GatewayRequestOptions Settings, GatewayScope Scope);
