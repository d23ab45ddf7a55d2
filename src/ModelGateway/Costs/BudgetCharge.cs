namespace ModelGateway.Costs;

/// <summary>A rule and the account that a request is charged to under it.</summary>
internal readonly record struct BudgetCharge(BudgetRule Rule, BudgetAccount Account);
