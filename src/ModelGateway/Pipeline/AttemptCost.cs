using ModelGateway.Costs;

namespace ModelGateway.Pipeline;

/// <summary>What a settled attempt cost, and what of that is known.</summary>
internal static class AttemptCost
{
    /// <summary>Returns what is known of the cost, which is charged, and the whole, which is null where any part is unknown.</summary>
    public static (decimal Known, decimal? Whole) Book(
        GatewayReceipt request, AttemptReceipt attempt, Deployment deployment, in TokenUsage usage, IReadOnlyList<SubUsage>? beside)
    {
        decimal? cost = CostCalculator.Calculate(usage, deployment.Model.Price);
        if (usage.TotalTokens == 0)
        {
            cost ??= 0;
        }

        decimal known = cost ?? 0;
        if (beside is not null)
        {
            (decimal others, bool isAll) = SubUsageBooking.Book(request, attempt, deployment, beside);
            known += others;
            cost = isAll ? cost + others : null;
        }

        if (usage.ServerToolCalls is > 0 and var calls && cost is not null)
        {
            request.Note($"{deployment.Name}: {calls} calls of tools that the provider runs are not in the cost.");
        }

        return (known, cost);
    }
}
