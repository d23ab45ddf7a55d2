using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>Checks what no model can say alone: that names are one model's, and lead somewhere.</summary>
internal static class CatalogCheck
{
    /// <exception cref="CatalogException">Something does not fit.</exception>
    public static void Check(CatalogHeader header, IReadOnlyList<ModelInfo> models, string origin, ModelCatalog? below)
    {
        Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < models.Count; i++)
        {
            Add(names, models[i].Id, i, models, null, origin);
        }

        for (int i = 0; i < models.Count; i++)
        {
            foreach (string alias in models[i].Aliases)
            {
                Add(names, alias, i, models, "aliases", origin);
            }
        }

        CheckSuccessors(header, names, models, origin, below);
        foreach (string other in below is null ? [] : header.Includes.Concat(header.Relays.Values))
        {
            if (below!.Header(other) is null && !other.Equals(header.Provider, StringComparison.OrdinalIgnoreCase))
            {
                throw new CatalogException(origin, null, null, $"names '{CatalogText.Show(other)}' in includes or relays, which is no provider of the catalog.");
            }
        }
    }

    private static void Add(Dictionary<string, int> names, string name, int index, IReadOnlyList<ModelInfo> models, string? field, string origin)
    {
        if (!names.TryAdd(name, index))
        {
            throw new CatalogException(origin, models[index].Id, field, $"has the name '{CatalogText.Show(name)}', which '{CatalogText.Show(models[names[name]].Id)}' has already.");
        }
    }

    // Whoever follows successors must come to an end.
    private static void CheckSuccessors(
        CatalogHeader header, Dictionary<string, int> names, IReadOnlyList<ModelInfo> models, string origin, ModelCatalog? below)
    {
        int[] walks = new int[models.Count];
        for (int start = 0; start < models.Count; start++)
        {
            for (int i = start; walks[i] == 0 && models[i].Lifecycle?.Successor is { } successor;)
            {
                walks[i] = start + 1;
                if (!names.TryGetValue(successor, out int next))
                {
                    if (below?.FindListed(header.Provider, successor) is null)
                    {
                        throw new CatalogException(origin, models[i].Id, "successor", $"is '{CatalogText.Show(successor)}', which is no model of the provider.");
                    }

                    break;
                }

                if (walks[next] == start + 1)
                {
                    throw new CatalogException(origin, models[i].Id, "successor", $"is '{CatalogText.Show(successor)}', which leads back to the model.");
                }

                i = next;
            }
        }
    }
}
