using ModelGateway.Costs;

namespace ModelGateway.Pipeline;

/// <summary>What a settled attempt cost, and what of that is known.</summary>
internal static class AttemptCost
{
    /// <summary>Returns what is known of the cost, which is charged, and the whole, which is null where any part is unknown.</summary>
    /// <param name="request">The request, for its receipt.</param>
    /// <param name="attempt">The attempt's.</param>
    /// <param name="grant">What the attempt was admitted with.</param>
    /// <param name="usage">What is charged.</param>
    /// <param name="result">What the provider reported.</param>
    /// <param name="now">The time.</param>
    public static (decimal Known, decimal? Whole) Book(
        GatewayRequest request, AttemptReceipt attempt, in AdmissionGrant grant, in TokenUsage usage, in AttemptResult result, DateTimeOffset now)
    {
        Deployment deployment = grant.Deployment;
        PriceQuote? price = grant.Price;
        if (ServiceTiers.Normalize(result.ServiceTier ?? grant.ServiceTier) is var tier && !string.Equals(tier, price?.ServiceTier, StringComparison.OrdinalIgnoreCase))
        {
            // Another class than was asked for, or one that has no price of its own.
            price = deployment.Prices.At(Began(request, grant, now), tier);
            if (tier is not null && price is { ServiceTier: null } && deployment.Model.Pricing is not { IsFlat: true })
            {
                request.Receipt.Note($"{deployment.Name}: the price of the service tier '{tier}' is unknown; its cost is taken to be the standard tier's.");
            }
        }

        decimal? cost = CostCalculator.Calculate(usage, price);
        if (usage.TotalTokens == 0)
        {
            cost ??= 0;
        }

        decimal known = cost ?? 0;
        if (result.SubUsage is { } beside)
        {
            (decimal others, bool isAll) = SubUsageBooking.Book(request.Receipt, attempt, deployment, price, beside, Began(request, grant, now));
            known += others;
            cost = isAll ? cost + others : null;
        }

        if (usage.ServerToolCalls > 0 && cost is not null && CostCalculator.UnpricedCalls(usage, price) is > 0 and var calls)
        {
            request.Receipt.Note($"{deployment.Name}: {calls} calls of tools that the provider runs are not in the cost.");
        }

        return (known, cost);
    }

    private static DateTimeOffset Began(GatewayRequest request, in AdmissionGrant grant, DateTimeOffset now) =>
        now - request.Runtime.Time.GetElapsedTime(grant.AdmittedAt);
}
