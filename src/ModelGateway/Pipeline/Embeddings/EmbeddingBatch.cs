using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>Some of a request's embeddings, in order.</summary>
/// <param name="From">The index of the first one's input.</param>
/// <param name="Embeddings">The embeddings.</param>
/// <param name="Deployment">The deployment that made them.</param>
internal readonly record struct EmbeddingBatch(int From, GeneratedEmbeddings<Embedding<float>> Embeddings, Deployment Deployment);
