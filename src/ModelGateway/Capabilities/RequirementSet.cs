namespace ModelGateway.Capabilities;

/// <summary>Requirements as they are compared: one mask, and the largest of each measure. Immutable.</summary>
internal sealed class RequirementSet
{
    public static RequirementSet None { get; } = new();

    public CapabilityFlags Flags { get; private init; }

    /// <summary>The context window, in tokens; 0 for any.</summary>
    public long Context { get; private init; }

    /// <summary>The output limit, in tokens; 0 for any.</summary>
    public long Output { get; private init; }

    /// <summary>The lengths of vectors; more than one cannot be had together.</summary>
    public long[] Dimensions { get; private init; } = [];

    /// <summary>The regions, in lower case; all of them must hold.</summary>
    public string[] Regions { get; private init; } = [];

    public bool IsEmpty => this is { Flags: 0, Context: 0, Output: 0, Dimensions.Length: 0, Regions.Length: 0 };

    public static RequirementSet Of(IEnumerable<Capability> capabilities)
    {
        Capability[] all = [.. capabilities];
        return all.Length == 0 ? None : new RequirementSet
        {
            Flags = all.Aggregate(CapabilityFlags.None, static (flags, capability) => flags | capability.Flag),
            Context = Most(all, CapabilityKind.Context),
            Output = Most(all, CapabilityKind.Output),
            Dimensions = [.. all.Where(static capability => capability.Kind == CapabilityKind.Dimensions).Select(static capability => capability.Amount).Distinct()],
            Regions = [.. all.Where(static capability => capability.Kind == CapabilityKind.Region).Select(static capability => capability.Text).Distinct()],
        };
    }

    /// <summary>What both ask. Allocates only where both ask something.</summary>
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
