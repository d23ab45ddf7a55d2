using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline;

/// <summary>Valid texts to embed and who asked it, as they were when the method was called.</summary>
internal readonly record struct EmbeddingIntake(
    string[] Inputs, EmbeddingGenerationOptions? Options, GatewayRequestOptions Settings, GatewayScope Scope);
