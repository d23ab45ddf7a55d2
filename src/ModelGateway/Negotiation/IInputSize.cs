using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>Estimates the tokens of a request's input. It is asked only about candidates whose window the input might exceed.</summary>
internal interface IInputSize
{
    /// <summary>Estimates the tokens. For texts to embed, the longest text counts.</summary>
    /// <param name="family">The tokenizer family; null where it is unknown.</param>
    TokenEstimate Estimate(string? family);
}
