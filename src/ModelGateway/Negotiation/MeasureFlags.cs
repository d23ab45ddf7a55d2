using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>
/// Bits for needs that are no <see cref="CapabilityFlags"/>, such as sizes and regions. They lie above the capabilities' bits, so that
/// everything that a candidate lacks fits into one mask.
/// </summary>
internal static class MeasureFlags
{
    /// <summary>A context window of a required size.</summary>
    public const CapabilityFlags Context = (CapabilityFlags)(1UL << 40);

    /// <summary>An output limit of a required size.</summary>
    public const CapabilityFlags Output = (CapabilityFlags)(1UL << 41);

    /// <summary>Vectors of a required length.</summary>
    public const CapabilityFlags Dimensions = (CapabilityFlags)(1UL << 42);

    /// <summary>Processing in a required region.</summary>
    public const CapabilityFlags Region = (CapabilityFlags)(1UL << 43);

    /// <summary>Room for the request itself: its input within the input limit, input and output together within the window.</summary>
    public const CapabilityFlags Size = (CapabilityFlags)(1UL << 44);

    /// <summary>Answers as long as the request's <c>MaxOutputTokens</c> allows.</summary>
    public const CapabilityFlags OutputLimit = (CapabilityFlags)(1UL << 45);

    /// <summary>Being a chat model.</summary>
    public const CapabilityFlags Chat = (CapabilityFlags)(1UL << 46);

    /// <summary>Being an embedding model.</summary>
    public const CapabilityFlags Embed = (CapabilityFlags)(1UL << 47);

    /// <summary>Being served by the interface that requests go to.</summary>
    public const CapabilityFlags Interface = (CapabilityFlags)(1UL << 48);

    /// <summary>All bits that belong to capabilities.</summary>
    public const CapabilityFlags Flags = (CapabilityFlags)((1UL << 40) - 1);

    /// <summary>
    /// Promises of the provider about the data. A promise that is not known to be given counts as not given, even if the route allows
    /// unknown capabilities.
    /// </summary>
    public const CapabilityFlags Promises = CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention;
}
