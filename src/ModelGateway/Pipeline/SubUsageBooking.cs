using ModelGateway.Costs;

namespace ModelGateway.Pipeline;

/// <summary>Puts what was used beside an answer's own tokens on the receipt.</summary>
internal static class SubUsageBooking
{
    /// <summary>Books it and returns what is known of its cost, in US dollars, and whether that is all; what is not is named on the receipt.</summary>
    public static (decimal Known, bool IsAll) Book(
        GatewayReceipt request, AttemptReceipt attempt, Deployment deployment, PriceQuote? price, IReadOnlyList<SubUsage> used, DateTimeOffset began)
    {
        SubUsage[] priced = SubUsagePrices.Apply(used, deployment.Model, price, deployment.ProviderModels, began);
        attempt.Facts.SubUsage = priced;
        decimal cost = 0;
        bool isAll = true;
        foreach (SubUsage pass in priced)
        {
            if (pass.CostUsd is null)
            {
                request.Note($"{deployment.Name}: {pass.Usage.TotalTokens} tokens of {pass.Model ?? "the model"} ({pass.Kind}) are not priced.");
            }

            cost += pass.CostUsd ?? 0;
            isAll &= pass.CostUsd is not null;
        }

        return (cost, isAll);
    }
}
