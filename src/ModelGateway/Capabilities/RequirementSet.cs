namespace ModelGateway.Capabilities;

/// <summary>Requirements in the form in which negotiation compares them: one mask, and the largest of each amount. Immutable.</summary>
internal sealed class RequirementSet
{
    public static RequirementSet None { get; } = new();

    public CapabilityFlags Flags { get; private init; }

    /// <summary>The required context window, in tokens; 0 for any.</summary>
    public long Context { get; private init; }

    /// <summary>The required output limit, in tokens; 0 for any.</summary>
    public long Output { get; private init; }

    /// <summary>The required lengths of vectors. No candidate meets more than one of them.</summary>
    public long[] Dimensions { get; private init; } = [];

    /// <summary>The required regions, in lower case. A candidate must lie in all of them.</summary>
    public string[] Regions { get; private init; } = [];

    public bool IsEmpty => this is { Flags: 0, Context: 0, Output: 0, Dimensions.Length: 0, Regions.Length: 0 };

    public static RequirementSet From(IEnumerable<Capability> capabilities)
    {
        Capability[] all = [.. capabilities];
        return all.Length == 0 ? None : new RequirementSet
        {
            Flags = all.Aggregate(CapabilityFlags.None, static (flags, capability) => flags | capability.Flag),
            Context = Most(all, CapabilityKind.Context),
            Output = Most(all, CapabilityKind.Output),
            Dimensions = [.. all.Where(static one => one.Kind == CapabilityKind.Dimensions).Select(static one => one.Amount).Distinct()],
            Regions = [.. all.Where(static one => one.Kind == CapabilityKind.Region).Select(static one => one.Text).Distinct()],
        };
    }

    /// <summary>Joins two sets. Allocates only if neither is empty.</summary>
    public RequirementSet And(RequirementSet other) => IsEmpty ? other : other.IsEmpty ? this : new RequirementSet
    {
        Flags = Flags | other.Flags,
        Context = Math.Max(Context, other.Context),
        Output = Math.Max(Output, other.Output),
        Dimensions = [.. Dimensions.Union(other.Dimensions)],
        Regions = [.. Regions.Union(other.Regions)],
    };

    private static long Most(Capability[] all, CapabilityKind kind) =>
        all.Where(capability => capability.Kind == kind).Select(static capability => capability.Amount).DefaultIfEmpty().Max();
}
