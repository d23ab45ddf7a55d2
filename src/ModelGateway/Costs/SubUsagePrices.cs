namespace ModelGateway.Costs;

/// <summary>Computes the costs of usage beside an answer's own tokens, such as passes of other models.</summary>
internal static class SubUsagePrices
{
    /// <summary>Returns the usage with costs. The cost stays unknown for a model that the provider does not list.</summary>
    /// <param name="used">The usage without costs.</param>
    /// <param name="own">The attempt's own model.</param>
    /// <param name="price">The price of that model; null if it is unknown.</param>
    /// <param name="listed">The models of the provider; null for none.</param>
    /// <param name="began">When the attempt began.</param>
    public static SubUsage[] Apply(
        IReadOnlyList<SubUsage> used, ModelInfo own, PriceQuote? price, IEnumerable<ModelInfo>? listed, DateTimeOffset began)
    {
        SubUsage[] priced = new SubUsage[used.Count];
        for (int i = 0; i < priced.Length; i++)
        {
            PriceQuote? quote = IsOwn(used[i].Model, own) ? price
                : Find(used[i].Model!, listed) is { } other ? new DeploymentPricing(other).At(began)
                : null;
            priced[i] = used[i] with { CostUsd = CostCalculator.Calculate(used[i].Usage, quote) };
        }

        return priced;
    }

    private static bool IsOwn(string? model, ModelInfo own) =>
        model is null || string.Equals(model, own.Id, StringComparison.OrdinalIgnoreCase);

    private static ModelInfo? Find(string model, IEnumerable<ModelInfo>? listed) =>
        listed?.FirstOrDefault(info => string.Equals(info.Id, model, StringComparison.OrdinalIgnoreCase));
}
