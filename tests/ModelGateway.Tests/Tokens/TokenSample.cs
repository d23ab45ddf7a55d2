using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

/// <summary>An estimate and the exact count.</summary>
internal readonly record struct TokenSample(string Family, string Slice, TokenEstimate Estimate, long Exact);
