namespace ModelGateway.Catalog.Pricing;

/// <summary>A factor on all token prices under a condition.</summary>
/// <param name="When">The condition, e.g. <c>region:us</c> or <c>speed:fast</c>.</param>
/// <param name="Factor">The factor, e.g. 1.1.</param>
internal sealed record PriceMultiplier(string When, decimal Factor);
