using ModelGateway.Costs.Budgets;
using ModelGateway.Receipts;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>Words for why a candidate is passed over, on receipts and in explanations.</summary>
internal static class SkipReason
{
    public static string Resting(TimeSpan left) =>
        left > TimeSpan.Zero ? $"resting for {ReceiptText.Time(left)}" : "being probed after failures";

    public static string NoKey(FailureKind reason, TimeSpan retryAfter)
    {
        string until = retryAfter < TimeSpan.MaxValue ? $" for {ReceiptText.Time(retryAfter)}" : "";
        return reason switch
        {
            FailureKind.RateLimited => $"rate limited{until}",
            FailureKind.QuotaExhausted => $"out of quota{until}",
            _ => $"no usable key{until}",
        };
    }

    public static string AtLimit(Deployment deployment) => $"at its limit of {deployment.Model.MaxConcurrency} requests in flight";

    public static string OverBudget(BudgetRefusal refusal) =>
        $"the budget {refusal.Account} has {ReceiptText.Money(Math.Max(0, refusal.LimitUsd - refusal.CommittedUsd))} left";

    public static string Unpriced(string account, Deployment deployment)
    {
        string model = deployment.Model.Id;
        string price = deployment.ProviderModels is null
            ? $"the model's Pricing or CatalogId where the deployment '{deployment.Name}' is added"
            : $"InputUsdPerMillion and OutputUsdPerMillion of '{model}' in Providers:{deployment.Provider}:Models"
                + (deployment.Model.CatalogId is null ? ", or its CatalogId" : $", or Providers:{deployment.Provider}:UseCatalogPrices");
        return $"its price is unknown, and the budget {account} refuses unpriced models: set {price}, or the budget's AllowUnpriced";
    }
}
