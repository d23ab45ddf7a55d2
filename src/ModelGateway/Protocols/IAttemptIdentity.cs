namespace ModelGateway.Protocols;

/// <summary>Knows an attempt's id. The text is created on first use.</summary>
internal interface IAttemptIdentity
{
    /// <summary>Unique within the process.</summary>
    string Id { get; }
}
