using ModelGateway.Costs;
using ModelGateway.Keys;

namespace ModelGateway.Pipeline;

/// <summary>What admission gives to an attempt, all of it or nothing: the permit, the key, the hold, perhaps the breaker's probe.</summary>
internal readonly record struct AdmissionGrant(int Rank, Deployment Deployment, KeyLease Key, BudgetHold? Hold, bool IsProbe, int? OutputLimit, long AdmittedAt);
