namespace ModelGateway.Costs.Budgets;

/// <summary>Why a budget granted nothing.</summary>
internal sealed record BudgetRefusal(string Account, decimal LimitUsd, decimal CommittedUsd, decimal RequiredUsd, DateTimeOffset? ResetsAt);
