namespace ModelGateway;

/// <summary>A model of which two catalogs say different things.</summary>
/// <param name="Provider">The catalog's name of the provider.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Before">What was known; null where the model was not.</param>
/// <param name="After">What is known now; null where the model is no more.</param>
public sealed record CatalogChange(string Provider, string Model, ModelInfo? Before, ModelInfo? After)
{
    /// <summary>The model.</summary>
    /// <returns>E.g. <c>openai/gpt-5-mini</c>.</returns>
    public override string ToString() => $"{Provider}/{Model}";
}
