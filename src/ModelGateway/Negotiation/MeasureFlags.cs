using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>
/// What is compared beside the capabilities that are there or not, each as one bit above theirs: all that a candidate lacks is one mask.
/// </summary>
internal static class MeasureFlags
{
    /// <summary>The context window that is required by number.</summary>
    public const CapabilityFlags Context = (CapabilityFlags)(1UL << 40);

    /// <summary>The output that is required by number.</summary>
    public const CapabilityFlags Output = (CapabilityFlags)(1UL << 41);

    /// <summary>The length of vectors.</summary>
    public const CapabilityFlags Dimensions = (CapabilityFlags)(1UL << 42);

    public const CapabilityFlags Region = (CapabilityFlags)(1UL << 43);

    /// <summary>Room for the request itself: input and output in the window, input in what the model takes of it.</summary>
    public const CapabilityFlags Size = (CapabilityFlags)(1UL << 44);

    /// <summary>As long an answer as <c>MaxOutputTokens</c> allows.</summary>
    public const CapabilityFlags OutputLimit = (CapabilityFlags)(1UL << 45);

    /// <summary>Answering messages at all.</summary>
    public const CapabilityFlags Chat = (CapabilityFlags)(1UL << 46);

    /// <summary>Making vectors at all.</summary>
    public const CapabilityFlags Embed = (CapabilityFlags)(1UL << 47);

    /// <summary>The capabilities that are there or not.</summary>
    public const CapabilityFlags Flags = (CapabilityFlags)((1UL << 40) - 1);

    /// <summary>Promises of the provider. A promise that nobody is known to have made has not been made, whatever a route allows of the unknown.</summary>
    public const CapabilityFlags Promises = CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention;
}
