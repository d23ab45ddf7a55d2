using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>How large a request's input is; asked only for candidates whose window is near.</summary>
internal interface IInputSize
{
    /// <summary>The tokens for a family of tokenizers; null for one that is not known. Of texts to embed: of the longest.</summary>
    TokenEstimate Estimate(string? family);
}
