using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>Sizes that were asked for, without what was measured: a receipt keeps no prompt.</summary>
internal sealed class KnownSizes(Dictionary<string, TokenEstimate> sizes) : IInputSize
{
    public TokenEstimate Estimate(string? family) => sizes.GetValueOrDefault(family ?? "");
}
