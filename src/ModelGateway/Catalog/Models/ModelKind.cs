namespace ModelGateway;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>It answers messages.</summary>
    Chat,

    /// <summary>It makes vectors of texts.</summary>
    Embedding,

    /// <summary>Something else, such as images, speech or reranking, which a catalog may list and the gateway does not send requests to.</summary>
    Other,
}
