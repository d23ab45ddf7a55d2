namespace ModelGateway.Resilience;

/// <summary>What a deployment was found to do about streams, by what it refused.</summary>
internal enum StreamingSupport
{
    /// <summary>It has refused neither.</summary>
    Unknown,

    /// <summary>It refuses to stream.</summary>
    Refused,

    /// <summary>It answers in no other way.</summary>
    Required,
}
