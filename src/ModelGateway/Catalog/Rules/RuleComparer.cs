namespace ModelGateway.Catalog.Rules;

/// <summary>Compares rules by value. The record's equality compares lists by reference.</summary>
internal sealed class RuleComparer : IEqualityComparer<ModelRule>
{
    public static readonly RuleComparer Instance = new();

    public bool Equals(ModelRule? x, ModelRule? y) => x is null || y is null ? x is null && y is null
        : x with { Uses = [], Efforts = [], Lacks = [], LeavesOut = [], TakesEfforts = [] }
            == y with { Uses = [], Efforts = [], Lacks = [], LeavesOut = [], TakesEfforts = [] }
        && x.Uses.SequenceEqual(y.Uses)
        && x.Efforts.SequenceEqual(y.Efforts)
        && x.Lacks.SequenceEqual(y.Lacks)
        && x.LeavesOut.SequenceEqual(y.LeavesOut)
        && x.TakesEfforts.SequenceEqual(y.TakesEfforts);

    public int GetHashCode(ModelRule obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Name);
}
