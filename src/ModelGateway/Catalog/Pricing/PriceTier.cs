namespace ModelGateway;

/// <summary>Other prices for large requests. A cliff: a request with more input is billed by them as a whole.</summary>
/// <param name="AboveInputTokens">The input, cached included, that a request must exceed.</param>
/// <param name="Rates">The prices; what is absent stays as it is below.</param>
public sealed record PriceTier(long AboveInputTokens, PriceRates Rates);
