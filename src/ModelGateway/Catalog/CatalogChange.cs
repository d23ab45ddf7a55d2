namespace ModelGateway;

/// <summary>A model that differs between two catalogs.</summary>
/// <param name="Provider">The catalog's name of the provider.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Before">The model in the first catalog; null where it is not listed there.</param>
/// <param name="After">The model in the second catalog; null where it is not listed there.</param>
public sealed record CatalogChange(string Provider, string Model, ModelInfo? Before, ModelInfo? After)
{
    /// <summary>The provider and the model.</summary>
    /// <returns>E.g. <c>openai/gpt-5-mini</c>.</returns>
    public override string ToString() => $"{Provider}/{Model}";
}
