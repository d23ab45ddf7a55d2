namespace ModelGateway.Catalog.Models;

/// <summary>Compares descriptions of one model by what they say; the record's own equality compares lists by their identity.</summary>
internal static class ModelComparison
{
    public static bool AreEqual(ModelInfo left, ModelInfo right) => Compare(left, right) == ModelDifferences.None;

    public static ModelDifferences Compare(ModelInfo before, ModelInfo after)
    {
        ModelDifferences differences = ModelDifferences.None;
        if (before.Pricing != after.Pricing)
        {
            differences |= ModelDifferences.Price;
        }

        ModelLifecycle? dates = after.Lifecycle;
        if ((dates?.Deprecated is not null && before.Lifecycle?.Deprecated is null) || (dates?.Sunset is not null && before.Lifecycle?.Sunset is null))
        {
            differences |= ModelDifferences.Deprecation;
        }

        bool isSame = Rest(before) == Rest(after)
            && before.Aliases.SequenceEqual(after.Aliases, StringComparer.Ordinal)
            && (before.Regions is null ? after.Regions is null : after.Regions is not null && before.Regions.SequenceEqual(after.Regions, StringComparer.Ordinal))
            && ((differences & ModelDifferences.Deprecation) != 0 || before.Lifecycle == after.Lifecycle);
        return isSame ? differences : differences | ModelDifferences.Other;
    }

    private static ModelInfo Rest(ModelInfo model) => model with { Pricing = null, Lifecycle = null, Aliases = [], Regions = null };
}
