using ModelGateway.Costs.Budgets;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Receipts;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>Words for why a candidate is passed over, on receipts and in explanations.</summary>
internal static class SkipReason
{
    /// <summary>The breaker keeps requests from the deployment, or it asked for a rest.</summary>
    public static string Resting(TimeSpan left, ProviderFailure? cause) =>
        (left > TimeSpan.Zero ? $"resting for {ReceiptText.Time(left)} (Breaker)" : "being probed after failures (Breaker)") + After(cause);

    /// <summary>Every key of the deployment rests, or was tried.</summary>
    public static string NoKey(Deployment deployment, KeyRest rest)
    {
        string until = rest.Left > TimeSpan.Zero && rest.Left < TimeSpan.MaxValue ? $" for {ReceiptText.Time(rest.Left)}" : "";
        string what = rest.Cause?.Kind switch
        {
            FailureKind.RateLimited => "rate limited",
            FailureKind.QuotaExhausted => "out of quota",
            FailureKind.Unauthorized when rest.IsOfDeployment && deployment.Keys.Count > 0 => "refused to every key",
            _ => "no usable key",
        };
        string setting = deployment.Keys.Count > 0 ? $" (Providers:{deployment.Provider}:Keys)" : "";
        return what + until + setting + After(rest.Cause);
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

    private static string After(ProviderFailure? cause) => cause is null ? "" : $", as it last said {FailureText.Write(cause)}";
}
