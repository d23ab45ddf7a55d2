namespace ModelGateway.Catalog.Rules;

/// <summary>A rule of a catalog file, with the models that it holds for.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Models">The patterns of the models' names.</param>
/// <param name="Except">The patterns of those for which it does not hold all the same.</param>
internal sealed record CatalogRule(ModelRule Rule, IReadOnlyList<string> Models, IReadOnlyList<string> Except)
{
    /// <summary>Whether it holds for a model.</summary>
    public bool HoldsFor(string model) => ModelNamePattern.MatchesAny(Models, model) && !ModelNamePattern.MatchesAny(Except, model);
}
