namespace ModelGateway.Negotiation;

/// <summary>Where the function calls came from whose results end a request.</summary>
internal enum LoopOrigin : byte
{
    /// <summary>The request does not end with results.</summary>
    None,

    /// <summary>From Responses.</summary>
    Responses,

    /// <summary>From anywhere else.</summary>
    Other,
}
