using ModelGateway.Capabilities;

namespace ModelGateway.Catalog.Rules;

/// <summary>Lists of rules: layers of them, and what those without a condition mean.</summary>
internal static class ModelRules
{
    /// <summary>Rules layered over others: one replaces another of the same name and interface.</summary>
    public static IReadOnlyList<ModelRule> Over(IReadOnlyList<ModelRule> rules, IReadOnlyList<ModelRule> others) =>
        rules.Count == 0 ? others
        : others.Count == 0 ? rules
        : [.. others.Where(other => !rules.Any(rule => IsSame(rule, other))), .. rules];

    /// <summary>The rules of a file after those of another: which of them replace others depends on the model.</summary>
    public static IReadOnlyList<CatalogRule> After(IReadOnlyList<CatalogRule> rules, IReadOnlyList<CatalogRule> others) =>
        rules.Count == 0 ? others
        : others.Count == 0 ? rules
        : [.. others, .. rules];

    /// <summary>The rules that hold for a model. Of two with the same name and the same interface the later counts.</summary>
    public static IReadOnlyList<ModelRule> For(string model, IReadOnlyList<CatalogRule> rules)
    {
        List<ModelRule> held = [];
        foreach (CatalogRule rule in rules)
        {
            if (rule.HoldsFor(model))
            {
                held.RemoveAll(other => IsSame(other, rule.Rule));
                held.Add(rule.Rule);
            }
        }

        return held;
    }

    /// <summary>What a model lacks by the rules that have no condition: they are facts like any other.</summary>
    public static CapabilityFlags LackedBy(IReadOnlyList<ModelRule> rules)
    {
        CapabilityFlags lacks = 0;
        foreach (ModelRule rule in rules)
        {
            lacks |= IsFact(rule) ? Flags(rule.Lacks) : 0;
        }

        return lacks;
    }

    /// <summary>Whether a rule has no condition, so that what it says is a fact of the model.</summary>
    public static bool IsFact(ModelRule rule) => rule is { Api: ProviderApi.Auto, Uses.Count: 0, Efforts.Count: 0 };

    public static CapabilityFlags Flags(IReadOnlyList<Capability> capabilities)
    {
        CapabilityFlags flags = 0;
        foreach (Capability capability in capabilities)
        {
            flags |= capability.Kind == CapabilityKind.Flag ? capability.Flag : 0;
        }

        return flags;
    }

    private static bool IsSame(ModelRule rule, ModelRule other) =>
        rule.Api == other.Api && rule.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);
}
