using ModelGateway.Catalog.Rules;

namespace ModelGateway.Catalog.Models;

/// <summary>Compares two descriptions of a model by value. The record's equality compares lists by reference.</summary>
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
        if ((dates?.Deprecated is not null && before.Lifecycle?.Deprecated is null)
            || (dates?.Sunset is not null && before.Lifecycle?.Sunset is null))
        {
            differences |= ModelDifferences.Deprecation;
        }

        bool isSame = Rest(before) == Rest(after)
            && before.Aliases.SequenceEqual(after.Aliases, StringComparer.Ordinal)
            && AreEqual(before.Regions, after.Regions)
            && before.Rules.SequenceEqual(after.Rules, RuleComparer.Instance)
            && ((differences & ModelDifferences.Deprecation) != 0 || before.Lifecycle == after.Lifecycle);
        return isSame ? differences : differences | ModelDifferences.Other;
    }

    private static bool AreEqual(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is null || right is null ? left is null && right is null : left.SequenceEqual(right, StringComparer.Ordinal);

    // The facts that the record's equality compares by value.
    private static ModelInfo Rest(ModelInfo model) =>
        model with { Pricing = null, Lifecycle = null, Aliases = [], Regions = null, Rules = [] };
}

/// <summary>In what two descriptions of a model differ.</summary>
[Flags]
internal enum ModelDifferences
{
    None = 0,
    Price = 1,
    Deprecation = 2,
    Other = 4,
}
