namespace ModelGateway.Tests.Conformance;

/// <summary>What a recorded exchange asks for.</summary>
internal enum ExchangeKind
{
    /// <summary>An interface that the gateway does not speak (images, speech, files, caches, reranking).</summary>
    Other,
    Chat,
    Responses,
    Embeddings,
    ModelList,
}
