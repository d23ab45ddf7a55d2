using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>
/// What is known of a model's capabilities: each is present, absent or unknown. Immutable. In the default value all are unknown.
/// </summary>
public readonly record struct CapabilitySet
{
    internal CapabilitySet(CapabilityFlags yes, CapabilityFlags no)
    {
        Yes = yes;
        No = no & ~yes;
    }

    /// <summary>Initializes a set from what is known.</summary>
    /// <param name="yes">The capabilities that are known to be present.</param>
    /// <param name="no">The capabilities that are known to be absent.</param>
    /// <exception cref="ArgumentException">
    /// A capability has an amount, such as <see cref="Capability.Context"/>, or is in both lists.
    /// </exception>
    public CapabilitySet(IEnumerable<Capability> yes, IEnumerable<Capability>? no = null)
    {
        Yes = Combine(yes, nameof(yes));
        No = Combine(no ?? [], nameof(no));
        if ((Yes & No) != 0)
        {
            throw new ArgumentException($"{CapabilityNames.Join(Yes & No)}: both yes and no.", nameof(no));
        }
    }

    /// <summary>
    /// What is known of one capability. A capability with an amount, such as <see cref="Capability.Context"/>, is always unknown here.
    /// </summary>
    /// <param name="capability">The capability.</param>
    public CapabilitySupport this[Capability capability] =>
        capability.Kind != CapabilityKind.Flag || capability.Flag == 0 ? CapabilitySupport.Unknown
        : (Yes & capability.Flag) != 0 ? CapabilitySupport.Yes
        : (No & capability.Flag) != 0 ? CapabilitySupport.No
        : CapabilitySupport.Unknown;

    internal CapabilityFlags Yes { get; }

    internal CapabilityFlags No { get; }

    internal CapabilityFlags Known => Yes | No;

    /// <summary>Returns the set with another statement about one capability.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="support">What is known of it.</param>
    /// <returns>The new set.</returns>
    /// <exception cref="ArgumentException">The capability has an amount, such as <see cref="Capability.Context"/>.</exception>
    public CapabilitySet With(Capability capability, CapabilitySupport support)
    {
        CapabilityFlags flag = Combine([capability], nameof(capability));
        return new CapabilitySet(
            support == CapabilitySupport.Yes ? Yes | flag : Yes & ~flag,
            support == CapabilitySupport.No ? No | flag : No & ~flag);
    }

    /// <summary>
    /// The names of the capabilities that are present, then those that are absent, each with <c>!</c>: <c>tools, !seed</c>.
    /// </summary>
    /// <returns>The names; empty where nothing is known.</returns>
    public override string ToString() =>
        string.Join(", ", CapabilityNames.For(Yes).Concat(CapabilityNames.For(No).Select(static name => "!" + name)));

    /// <summary>Completes this set: what is unknown here is taken from another set.</summary>
    internal CapabilitySet Over(CapabilitySet other) => new(Yes | (other.Yes & ~No), No | (other.No & ~Yes));

    /// <summary>Returns the set with some capabilities absent.</summary>
    internal CapabilitySet Without(CapabilityFlags missing) => new(Yes & ~missing, No | missing);

    /// <summary>Returns the set with some capabilities unknown.</summary>
    internal CapabilitySet Forget(CapabilityFlags flags) => new(Yes & ~flags, No & ~flags);

    private static CapabilityFlags Combine(IEnumerable<Capability> capabilities, string parameter)
    {
        ArgumentNullException.ThrowIfNull(capabilities, parameter);
        CapabilityFlags flags = 0;
        foreach (Capability capability in capabilities)
        {
            if (capability.Kind != CapabilityKind.Flag || capability.Flag == 0)
            {
                throw new ArgumentException(
                    $"'{capability}' is not there or missing: it is measured. Set it by the model's own property.", parameter);
            }

            flags |= capability.Flag;
        }

        return flags;
    }
}
