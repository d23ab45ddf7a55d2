namespace ModelGateway.Costs;

/// <summary>Prices what was used beside an answer's own tokens.</summary>
internal static class SubUsagePrices
{
    /// <summary>The same with costs, as far as the models are among those that the provider lists.</summary>
    /// <param name="used">What was used.</param>
    /// <param name="own">The attempt's own model.</param>
    /// <param name="price">Its price; null where it is unknown.</param>
    /// <param name="listed">The models that are known of the provider; null for none.</param>
    /// <param name="began">When the attempt began.</param>
    public static SubUsage[] Apply(IReadOnlyList<SubUsage> used, ModelInfo own, PriceQuote? price, IEnumerable<ModelInfo>? listed, DateTimeOffset began)
    {
        SubUsage[] priced = new SubUsage[used.Count];
        for (int i = 0; i < priced.Length; i++)
        {
            PriceQuote? quote = IsOwn(used[i].Model, own) ? price : Find(used[i].Model!, listed) is { } other ? new DeploymentPricing(other).At(began) : null;
            priced[i] = used[i] with { CostUsd = CostCalculator.Calculate(used[i].Usage, quote) };
        }

        return priced;
    }

    private static bool IsOwn(string? model, ModelInfo own) => model is null || string.Equals(model, own.Id, StringComparison.OrdinalIgnoreCase);

    private static ModelInfo? Find(string model, IEnumerable<ModelInfo>? listed) =>
        listed?.FirstOrDefault(info => string.Equals(info.Id, model, StringComparison.OrdinalIgnoreCase));
}
