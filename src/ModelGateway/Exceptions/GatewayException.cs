namespace ModelGateway;

/// <summary>
/// The base of everything that the gateway throws for a request. Cancellation and argument errors are never wrapped in it.
/// </summary>
public class GatewayException : Exception
{
    /// <summary>Initializes a new instance with a message.</summary>
    /// <param name="message">What happened, and what to do about it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public GatewayException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What happened, and what the other deployments said that were tried or skipped.</summary>
    public override string Message => Others is null ? base.Message
        : base.Message is [.., '.' or '!' or '?' or '…'] ? $"{base.Message} {Others}"
        : $"{base.Message}. {Others}";

    /// <summary>The request's receipt: plan, attempts, costs. Null only where no request had begun.</summary>
    public GatewayReceipt? Receipt { get; internal set; }

    /// <summary>What the other deployments said, as a sentence; null where there were none.</summary>
    internal string? Others { get; set; }
}
