namespace ModelGateway;

/// <summary>What is known of models: where it is from, and what is made of their dates.</summary>
public sealed class CatalogOptions
{
    /// <summary>Whether the catalog that comes with the gateway is the lowest layer.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool UseEmbedded { get; set; } = true;

    /// <summary>
    /// Further catalogs, each over those before it, model by model and fact by fact. What the application itself says of a model
    /// (<see cref="ProviderOptions.Models"/>) goes over them all.
    /// </summary>
    public IList<CatalogSourceOptions> Sources { get; } = [];

    /// <summary>
    /// For how long before its sunset a model is drained: the share of requests that it leads falls evenly from all to none, while other
    /// candidates that fit, and its successor where the route allows it, take over. <see cref="TimeSpan.Zero"/>, or <c>none</c> in configuration,
    /// drains nothing.
    /// </summary>
    /// <value>The default is 14 days.</value>
    public TimeSpan DrainBefore { get; set; } = TimeSpan.FromDays(14);
}
