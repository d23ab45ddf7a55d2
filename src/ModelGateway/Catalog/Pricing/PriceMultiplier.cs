namespace ModelGateway.Catalog.Pricing;

/// <summary>A factor on all prices of tokens where something holds.</summary>
/// <param name="When">What must hold, e.g. <c>region:us</c> or <c>speed:fast</c>.</param>
/// <param name="Factor">The factor, e.g. 1.1.</param>
internal sealed record PriceMultiplier(string When, decimal Factor);
