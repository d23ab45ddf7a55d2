namespace ModelGateway.Costs;

/// <summary>Prices what was used beside an answer's own tokens.</summary>
internal static class SubUsagePrices
{
    /// <summary>The same with costs, as far as the models are among those that the provider lists.</summary>
    /// <param name="used">What was used.</param>
    /// <param name="own">The attempt's own model.</param>
    /// <param name="listed">The models that are known of the provider; null for none.</param>
    public static SubUsage[] Apply(IReadOnlyList<SubUsage> used, ModelInfo own, IEnumerable<ModelInfo>? listed)
    {
        SubUsage[] priced = new SubUsage[used.Count];
        for (int i = 0; i < priced.Length; i++)
        {
            ModelPrice? price = PriceOf(used[i].Model, own, listed);
            priced[i] = used[i] with { CostUsd = CostCalculator.Calculate(used[i].Usage, price) };
        }

        return priced;
    }

    private static ModelPrice? PriceOf(string? model, ModelInfo own, IEnumerable<ModelInfo>? listed) =>
        model is null || string.Equals(model, own.Id, StringComparison.OrdinalIgnoreCase)
            ? own.Price
            : listed?.FirstOrDefault(info => string.Equals(info.Id, model, StringComparison.OrdinalIgnoreCase))?.Price;
}
