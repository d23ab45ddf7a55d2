using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>What is known of a model's capabilities, each of them yes, no or unknown. Immutable; the default value knows nothing.</summary>
public readonly record struct CapabilitySet
{
    internal CapabilitySet(CapabilityFlags yes, CapabilityFlags no)
    {
        Yes = yes;
        No = no & ~yes;
    }

    /// <summary>Initializes a set of what is known.</summary>
    /// <param name="yes">What is known to be there.</param>
    /// <param name="no">What is known to be missing.</param>
    /// <exception cref="ArgumentException">A capability is a measure, such as <see cref="Capability.Context"/>, or is given as both.</exception>
    public CapabilitySet(IEnumerable<Capability> yes, IEnumerable<Capability>? no = null)
    {
        Yes = Combine(yes, nameof(yes));
        No = Combine(no ?? [], nameof(no));
        if ((Yes & No) != 0)
        {
            throw new ArgumentException($"{CapabilityNames.Join(Yes & No)}: both yes and no.", nameof(no));
        }
    }

    /// <summary>What is known of one capability. What is measured rather than there or not (<see cref="Capability.Context"/>) is always unknown here.</summary>
    /// <param name="capability">The capability.</param>
    public CapabilitySupport this[Capability capability] =>
        capability.Kind != CapabilityKind.Flag || capability.Flag == 0 ? CapabilitySupport.Unknown
        : (Yes & capability.Flag) != 0 ? CapabilitySupport.Yes
        : (No & capability.Flag) != 0 ? CapabilitySupport.No
        : CapabilitySupport.Unknown;

    internal CapabilityFlags Yes { get; }

    internal CapabilityFlags No { get; }

    internal CapabilityFlags Known => Yes | No;

    /// <summary>The same set with one capability told otherwise.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="support">What is known of it.</param>
    /// <returns>The new set.</returns>
    /// <exception cref="ArgumentException">The capability is a measure, such as <see cref="Capability.Context"/>.</exception>
    public CapabilitySet With(Capability capability, CapabilitySupport support)
    {
        CapabilityFlags flag = Combine([capability], nameof(capability));
        return new CapabilitySet(
            support == CapabilitySupport.Yes ? Yes | flag : Yes & ~flag,
            support == CapabilitySupport.No ? No | flag : No & ~flag);
    }

    /// <summary>The capabilities that are known to be there, e.g. <c>tools, image-input</c>, and after them those known to be missing, each with <c>!</c>.</summary>
    /// <returns>The names; empty where nothing is known.</returns>
    public override string ToString() => string.Join(", ", CapabilityNames.Of(Yes).Concat(CapabilityNames.Of(No).Select(static name => "!" + name)));

    /// <summary>These, and where they say nothing, the others.</summary>
    internal CapabilitySet Over(CapabilitySet other) => new(Yes | (other.Yes & ~No), No | (other.No & ~Yes));

    /// <summary>The same, with what can surely not be had whatever the model can.</summary>
    internal CapabilitySet Without(CapabilityFlags missing) => new(Yes & ~missing, No | missing);

    /// <summary>The same, with nothing known of some.</summary>
    internal CapabilitySet Forget(CapabilityFlags flags) => new(Yes & ~flags, No & ~flags);

    private static CapabilityFlags Combine(IEnumerable<Capability> capabilities, string parameter)
    {
        ArgumentNullException.ThrowIfNull(capabilities, parameter);
        CapabilityFlags flags = 0;
        foreach (Capability capability in capabilities)
        {
            if (capability.Kind != CapabilityKind.Flag || capability.Flag == 0)
            {
                throw new ArgumentException($"'{capability}' is not there or missing: it is measured. Set it by the model's own property.", parameter);
            }

            flags |= capability.Flag;
        }

        return flags;
    }
}
