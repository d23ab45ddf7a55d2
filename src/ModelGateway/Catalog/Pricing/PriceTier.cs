namespace ModelGateway;

/// <summary>Different prices for large requests. A request above the limit is billed at these prices as a whole.</summary>
/// <param name="AboveInputTokens">The number of input tokens, cached ones included, that a request must exceed.</param>
/// <param name="Rates">The prices. Units without a price here keep their price below the limit.</param>
public sealed record PriceTier(long AboveInputTokens, PriceRates Rates);
