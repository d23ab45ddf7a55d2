using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>Estimates that were already made. A receipt keeps these instead of the prompt that they were made from.</summary>
internal sealed class KnownSizes(Dictionary<string, TokenEstimate> sizes) : IInputSize
{
    public TokenEstimate Estimate(string? family) => sizes.GetValueOrDefault(family ?? "");
}
