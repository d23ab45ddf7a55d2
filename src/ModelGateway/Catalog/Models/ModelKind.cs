namespace ModelGateway;

/// <summary>The kind of a model.</summary>
public enum ModelKind
{
    /// <summary>The kind is not known.</summary>
    Unknown,

    /// <summary>The model answers messages.</summary>
    Chat,

    /// <summary>The model embeds texts as vectors.</summary>
    Embedding,

    /// <summary>Another kind, such as images, speech or reranking. Catalogs may list such models; the gateway does not call them.</summary>
    Other,
}
