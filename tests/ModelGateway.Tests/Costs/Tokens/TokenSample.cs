using ModelGateway.Costs.Tokens;

namespace ModelGateway.Tests.Costs.Tokens;

/// <summary>An estimate and what is right.</summary>
internal readonly record struct TokenSample(string Family, string Slice, TokenEstimate Estimate, long Exact);
