namespace ModelGateway;

/// <summary>A model as its provider lists it. Facts that the provider does not report are null.</summary>
public sealed record DiscoveredModel
{
    /// <summary>The provider's name of the model, which follows the slash in <c>provider/model</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The display name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The organisation that made or serves the model.</summary>
    public string? Owner { get; init; }

    /// <summary>The time of release or installation.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The context window, in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens in one answer.</summary>
    public int? MaxOutputTokens { get; init; }
}
