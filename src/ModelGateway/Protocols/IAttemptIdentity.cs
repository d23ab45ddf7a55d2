namespace ModelGateway.Protocols;

/// <summary>Knows an attempt's id, which is put together only where somebody needs it.</summary>
internal interface IAttemptIdentity
{
    /// <summary>Unique within the process.</summary>
    string Id { get; }
}
