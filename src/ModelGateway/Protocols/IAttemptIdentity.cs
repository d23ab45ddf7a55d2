using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Protocols;

/// <summary>What a call knows of its attempt.</summary>
internal interface IAttemptIdentity
{
    /// <summary>Unique within the process. The text is created on first use.</summary>
    string Id { get; }

    /// <summary>How much of the answer may be held in memory.</summary>
    AnswerLimits Limits { get; }
}
