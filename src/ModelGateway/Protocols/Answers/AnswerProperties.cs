namespace ModelGateway.Protocols.Answers;

/// <summary>
/// The additional properties of a response that have the same name and meaning whichever provider answered. Others keep the name that they
/// have on the wire.
/// </summary>
internal static class AnswerProperties
{
    /// <summary>A string: the class of service that the provider served, in its own word.</summary>
    public const string ServiceTier = "service_tier";

    /// <summary>
    /// A JSON array with an object for each token of the answer that has the token and the logarithm of its probability, in the provider's
    /// own form.
    /// </summary>
    public const string LogProbs = "logprobs";

    /// <summary>A JSON array with the most likely tokens at each place, where the provider lists them apart (Google).</summary>
    public const string TopLogProbs = "top_logprobs";
}
