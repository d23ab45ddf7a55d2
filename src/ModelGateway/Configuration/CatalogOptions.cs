namespace ModelGateway;

/// <summary>The sources of the model catalog, and the draining of models before their sunset.</summary>
public sealed class CatalogOptions
{
    /// <summary>Whether the catalog that comes with the gateway is the lowest layer.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool UseEmbedded { get; set; } = true;

    /// <summary>
    /// Further catalogs. Each overrides those before it, model by model and fact by fact; configured models
    /// (<see cref="ProviderOptions.Models"/>) override them all.
    /// </summary>
    public IList<CatalogSourceOptions> Sources { get; } = [];

    /// <summary>
    /// How long before its sunset a model is drained. During that time the share of requests that it serves first falls evenly from all to
    /// none; other candidates that fit, and its successor if the route allows that, take over. <see cref="TimeSpan.Zero"/>, or <c>none</c>
    /// in configuration, turns draining off.
    /// </summary>
    /// <value>The default is 14 days.</value>
    public TimeSpan DrainBefore { get; set; } = TimeSpan.FromDays(14);
}
