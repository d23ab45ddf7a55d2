namespace ModelGateway.Negotiation;

/// <summary>How a candidate stands to a request, best first.</summary>
internal enum CandidateFit : byte
{
    /// <summary>It has all that is needed, as far as is known.</summary>
    Fit,

    /// <summary>It lacks something that the gateway does in its place.</summary>
    Bridged,

    /// <summary>It is in doubt, or would leave an option out: it is tried when none of the others can be.</summary>
    LastResort,

    /// <summary>It is not tried.</summary>
    Out,
}
