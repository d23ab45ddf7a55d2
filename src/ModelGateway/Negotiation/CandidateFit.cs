namespace ModelGateway.Negotiation;

/// <summary>How well a candidate fits a request. The best value is the smallest, so that fits can be compared as numbers.</summary>
internal enum CandidateFit : byte
{
    /// <summary>The candidate has everything that the request needs, as far as is known.</summary>
    Fit,

    /// <summary>The candidate lacks something that a bridge of the gateway replaces.</summary>
    Bridged,

    /// <summary>Something is unknown, or an option would be left out: the candidate is tried after all others.</summary>
    LastResort,

    /// <summary>The candidate is not tried.</summary>
    Out,
}
