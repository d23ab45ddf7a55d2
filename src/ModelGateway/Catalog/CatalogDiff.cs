using ModelGateway.Catalog.Models;

namespace ModelGateway;

/// <summary>
/// What one catalog says otherwise than another. A model that differs in several ways is in several lists; together they hold every
/// difference. All are in the order of provider and name.
/// </summary>
public sealed class CatalogDiff
{
    private CatalogDiff(
        IReadOnlyList<CatalogChange> added,
        IReadOnlyList<CatalogChange> removed,
        IReadOnlyList<CatalogChange> repriced,
        IReadOnlyList<CatalogChange> deprecated,
        IReadOnlyList<CatalogChange> changed)
    {
        Added = added;
        Removed = removed;
        Repriced = repriced;
        Deprecated = deprecated;
        Changed = changed;
    }

    /// <summary>Models that were not known before.</summary>
    public IReadOnlyList<CatalogChange> Added { get; }

    /// <summary>Models that are not known any more.</summary>
    public IReadOnlyList<CatalogChange> Removed { get; }

    /// <summary>Models whose price is another, or became known or unknown.</summary>
    public IReadOnlyList<CatalogChange> Repriced { get; }

    /// <summary>Models that are newly deprecated, or newly have a sunset.</summary>
    public IReadOnlyList<CatalogChange> Deprecated { get; }

    /// <summary>Models that differ in anything else: capabilities, limits, names, dates.</summary>
    public IReadOnlyList<CatalogChange> Changed { get; }

    /// <summary>Whether both say the same.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Repriced.Count + Deprecated.Count + Changed.Count == 0;

    /// <summary>Compares two catalogs whole.</summary>
    /// <param name="before">The old one.</param>
    /// <param name="after">The new one.</param>
    /// <returns>The differences.</returns>
    public static CatalogDiff Between(ModelCatalog before, ModelCatalog after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<CatalogChange> added = [];
        List<CatalogChange> removed = [];
        List<CatalogChange> repriced = [];
        List<CatalogChange> deprecated = [];
        List<CatalogChange> changed = [];
        IEnumerable<string> providers = before.Providers.Union(after.Providers, StringComparer.OrdinalIgnoreCase).Where(provider => !after.Shares(before, provider));
        foreach (string provider in providers.Order(StringComparer.OrdinalIgnoreCase))
        {
            foreach (CatalogChange change in Compare(provider, before.Models(provider), after.Models(provider)))
            {
                if (change.Before is null || change.After is null)
                {
                    (change.Before is null ? added : removed).Add(change);
                    continue;
                }

                ModelDifferences differences = ModelComparison.Compare(change.Before, change.After);
                AddIf(repriced, ModelDifferences.Price);
                AddIf(deprecated, ModelDifferences.Deprecation);
                AddIf(changed, ModelDifferences.Other);

                void AddIf(List<CatalogChange> list, ModelDifferences kind)
                {
                    if ((differences & kind) != 0)
                    {
                        list.Add(change);
                    }
                }
            }
        }

        return new CatalogDiff(added, removed, repriced, deprecated, changed);
    }

    /// <summary>The counts, in one line.</summary>
    /// <returns>E.g. <c>3 added, 1 removed, 12 repriced, 2 deprecated, 5 changed</c>; what there is none of is left out.</returns>
    public override string ToString()
    {
        (int Count, string Name)[] counts =
            [(Added.Count, "added"), (Removed.Count, "removed"), (Repriced.Count, "repriced"), (Deprecated.Count, "deprecated"), (Changed.Count, "changed")];
        return IsEmpty ? "no difference" : string.Join(", ", counts.Where(static count => count.Count > 0).Select(static count => $"{count.Count} {count.Name}"));
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
