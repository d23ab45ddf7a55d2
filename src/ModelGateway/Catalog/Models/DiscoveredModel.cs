namespace ModelGateway;

/// <summary>A model as its provider lists it. Providers tell very different amounts; what one does not tell is null.</summary>
public sealed record DiscoveredModel
{
    /// <summary>The provider's own name of the model: what to write after the slash in <c>provider/model</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who made or serves it.</summary>
    public string? Owner { get; init; }

    /// <summary>When it was released or installed.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The context window, in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens that it puts out in one answer.</summary>
    public int? MaxOutputTokens { get; init; }
}
