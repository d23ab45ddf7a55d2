using ModelGateway.Capabilities;

namespace ModelGateway.Catalog.Rules;

/// <summary>
/// Bits for single options that rules tell apart and capabilities do not. They lie above all other bits of <see cref="CapabilityFlags"/>.
/// </summary>
internal static class RuleFlags
{
    public const CapabilityFlags Temperature = (CapabilityFlags)(1UL << 56);
    public const CapabilityFlags TopP = (CapabilityFlags)(1UL << 57);
    public const CapabilityFlags FrequencyPenalty = (CapabilityFlags)(1UL << 58);
    public const CapabilityFlags PresencePenalty = (CapabilityFlags)(1UL << 59);
    public const CapabilityFlags Effort = (CapabilityFlags)(1UL << 60);

    /// <summary>Whether calls may be made in parallel, said either way.</summary>
    public const CapabilityFlags ParallelCalls = (CapabilityFlags)(1UL << 61);

    /// <summary>All of them.</summary>
    public const CapabilityFlags All = Temperature | TopP | FrequencyPenalty | PresencePenalty | Effort | ParallelCalls;

    private static readonly (string Name, CapabilityFlags Flag)[] Options =
    [
        ("temperature", Temperature),
        ("top-p", TopP),
        ("frequency-penalty", FrequencyPenalty),
        ("presence-penalty", PresencePenalty),
        ("effort", Effort),
        ("parallel-calls", ParallelCalls),
    ];

    /// <summary>All names that a rule may use: capabilities, then options.</summary>
    public static IEnumerable<string> Names => CapabilityNames.All.Concat(Options.Select(static option => option.Name));

    public static bool TryParse(string name, out CapabilityFlags flag)
    {
        foreach ((string option, CapabilityFlags value) in Options)
        {
            if (option == name)
            {
                flag = value;
                return true;
            }
        }

        return CapabilityNames.TryParse(name, out flag);
    }

    /// <summary>The bits of names. Unknown names are ignored: they were refused where they were read.</summary>
    public static CapabilityFlags Parse(IReadOnlyList<string> names)
    {
        CapabilityFlags flags = 0;
        foreach (string name in names)
        {
            flags |= TryParse(name, out CapabilityFlags flag) ? flag : 0;
        }

        return flags;
    }

    /// <summary>The names of capabilities and options, for a note.</summary>
    public static string Join(CapabilityFlags flags) => string.Join(
        ", ", CapabilityNames.For(flags & ~All).Concat(Options.Where(option => (flags & option.Flag) != 0).Select(static one => one.Name)));

    /// <summary>The capabilities that options belong to, of which negotiation and explanations speak.</summary>
    public static CapabilityFlags ToCapabilities(CapabilityFlags flags) => (flags & ~All)
        | ((flags & (Temperature | TopP)) != 0 ? CapabilityFlags.Sampling : 0)
        | ((flags & (FrequencyPenalty | PresencePenalty)) != 0 ? CapabilityFlags.Penalties : 0)
        | ((flags & Effort) != 0 ? CapabilityFlags.Reasoning : 0)
        | ((flags & ParallelCalls) != 0 ? CapabilityFlags.ParallelTools : 0);
}
