namespace ModelGateway;

/// <summary>What is known of a model at one provider. What is not said is unknown, not absent.</summary>
public sealed record ModelInfo
{
    /// <summary>The provider's own name of the model.</summary>
    public required string Id { get; init; }

    /// <summary>The price; null where it is unknown, so that costs are reported as unpriced and budgets refuse the model.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The context window, in tokens; null where it is unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens that the model puts out in one answer; null where it is unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// Names what the model's embeddings can be compared with, where its name does not: give the same to models that are one and the same
    /// under different names, such as a deployment of Azure OpenAI.
    /// </summary>
    /// <value>The default is null: models of the same name are the same.</value>
    public string? EmbeddingSpace { get; init; }

    /// <summary>The most requests in flight at once; null for no limit.</summary>
    public int? MaxConcurrency { get; init; }
}
