namespace ModelGateway.Protocols.Anthropic;

/// <summary>Where the services that take Anthropic's messages differ.</summary>
internal sealed record AnthropicFlavor
{
    public static readonly AnthropicFlavor Anthropic = new();

    public static readonly AnthropicFlavor VertexAI = new() { Version = "vertex-2023-10-16" };

    /// <summary>The version in the body, which then names no model, as the path does; null where both are the other way round.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the body may ask for a class of service, and for a cache of the whole prompt.</summary>
    public bool HasRequestFields => Version is null;
}
