namespace ModelGateway.Protocols.Embeddings;

/// <summary>The kinds of values in an answer with embeddings.</summary>
internal enum EmbeddingPart
{
    /// <summary>A list of objects, each with one embedding.</summary>
    Items,

    /// <summary>An object with one embedding.</summary>
    Item,

    /// <summary>A list of embeddings.</summary>
    Vectors,

    /// <summary>The numbers of an item, as an array or in base64.</summary>
    Vector,

    /// <summary>Which input an item belongs to; an item that does not say it belongs to the next one.</summary>
    Index,

    /// <summary>The model that answered.</summary>
    Model,

    /// <summary>Tokens of the input; where several fields count some, their sum.</summary>
    Tokens,

    /// <summary>A usage object.</summary>
    Usage,

    /// <summary>A number that is kept among the answer's additional properties.</summary>
    Property,

    /// <summary>An error in an answer that came with a status of success.</summary>
    Error,
}
