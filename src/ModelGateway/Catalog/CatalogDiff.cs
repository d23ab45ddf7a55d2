using ModelGateway.Catalog.Models;

namespace ModelGateway;

/// <summary>
/// The differences between two catalogs. A model that differs in several ways is in several lists; together the lists contain every
/// difference. Each list is ordered by provider and name.
/// </summary>
public sealed class CatalogDiff
{
    private readonly List<CatalogChange> _added = [];
    private readonly List<CatalogChange> _removed = [];
    private readonly List<CatalogChange> _repriced = [];
    private readonly List<CatalogChange> _deprecated = [];
    private readonly List<CatalogChange> _changed = [];

    private CatalogDiff()
    {
    }

    /// <summary>Models that are only in the second catalog.</summary>
    public IReadOnlyList<CatalogChange> Added => _added;

    /// <summary>Models that are only in the first catalog.</summary>
    public IReadOnlyList<CatalogChange> Removed => _removed;

    /// <summary>Models with a different price, including a price that became known or unknown.</summary>
    public IReadOnlyList<CatalogChange> Repriced => _repriced;

    /// <summary>Models that are newly deprecated, or have a sunset for the first time.</summary>
    public IReadOnlyList<CatalogChange> Deprecated => _deprecated;

    /// <summary>Models that differ in any other fact: capabilities, limits, names, dates.</summary>
    public IReadOnlyList<CatalogChange> Changed => _changed;

    /// <summary>Whether the catalogs are the same.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Repriced.Count + Deprecated.Count + Changed.Count == 0;

    /// <summary>Compares two catalogs.</summary>
    /// <param name="before">The first catalog.</param>
    /// <param name="after">The second catalog.</param>
    /// <returns>The differences.</returns>
    public static CatalogDiff Between(ModelCatalog before, ModelCatalog after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        CatalogDiff diff = new();
        IEnumerable<string> providers = before.Providers
            .Union(after.Providers, StringComparer.OrdinalIgnoreCase)
            .Where(provider => !after.Shares(before, provider));
        foreach (string provider in providers.Order(StringComparer.OrdinalIgnoreCase))
        {
            foreach (CatalogChange change in Compare(provider, before.Models(provider), after.Models(provider)))
            {
                diff.Add(change);
            }
        }

        return diff;
    }

    /// <summary>The non-zero counts, in one line.</summary>
    /// <returns>E.g. <c>3 added, 1 removed, 12 repriced, 2 deprecated, 5 changed</c>.</returns>
    public override string ToString()
    {
        (int Count, string Name)[] counts =
        [
            (Added.Count, "added"),
            (Removed.Count, "removed"),
            (Repriced.Count, "repriced"),
            (Deprecated.Count, "deprecated"),
            (Changed.Count, "changed"),
        ];
        return IsEmpty
            ? "no difference"
            : string.Join(", ", counts.Where(static count => count.Count > 0).Select(static count => $"{count.Count} {count.Name}"));
    }

    private void Add(CatalogChange change)
    {
        if (change.Before is null || change.After is null)
        {
            (change.Before is null ? _added : _removed).Add(change);
            return;
        }

        ModelDifferences differences = ModelComparison.Compare(change.Before, change.After);
        AddIf(ModelDifferences.Price, _repriced);
        AddIf(ModelDifferences.Deprecation, _deprecated);
        AddIf(ModelDifferences.Other, _changed);

        void AddIf(ModelDifferences kind, List<CatalogChange> list)
        {
            if ((differences & kind) != 0)
            {
                list.Add(change);
            }
        }
    }

    private static IEnumerable<CatalogChange> Compare(string provider, IEnumerable<ModelInfo> before, IEnumerable<ModelInfo> after)
    {
        SortedDictionary<string, (ModelInfo? Before, ModelInfo? After)> models = new(StringComparer.OrdinalIgnoreCase);
        foreach (ModelInfo model in before)
        {
            models[model.Id] = (model, null);
        }

        foreach (ModelInfo model in after)
        {
            models[model.Id] = (models.GetValueOrDefault(model.Id).Before, model);
        }

        return models.Select(model => new CatalogChange(provider, model.Key, model.Value.Before, model.Value.After));
    }
}
