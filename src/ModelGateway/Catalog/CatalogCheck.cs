using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>
/// Checks what spans several models of a file: that every name belongs to one model, and that successors and other files that it names
/// exist.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="origin">The name of the file in errors.</param>
/// <param name="below">The catalog that the file will be layered over; null where there is none.</param>
internal sealed class CatalogCheck(CatalogFile file, string origin, ModelCatalog? below)
{
    // The index of the model that has the name.
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="CatalogException">The file is inconsistent.</exception>
    public void Check()
    {
        AddNames();
        int[] walks = new int[file.Models.Count];
        for (int start = 0; start < file.Models.Count; start++)
        {
            CheckSuccessors(start, walks);
        }

        CheckOtherProviders();
    }

    private void AddNames()
    {
        for (int i = 0; i < file.Models.Count; i++)
        {
            Add(file.Models[i].Id, i, field: null);
        }

        for (int i = 0; i < file.Models.Count; i++)
        {
            foreach (string alias in file.Models[i].Aliases)
            {
                Add(alias, i, "aliases");
            }
        }
    }

    private void Add(string name, int index, string? field)
    {
        if (!_names.TryAdd(name, index))
        {
            string owner = file.Models[_names[name]].Id;
            throw new CatalogException(
                origin,
                file.Models[index].Id,
                field,
                $"has the name '{CatalogText.Show(name)}', which '{CatalogText.Show(owner)}' has already.");
        }
    }

    // Follows the successors of one model. A walk that meets a model of an earlier walk ends, because that one was checked; a walk that
    // meets one of its own models is a circle.
    private void CheckSuccessors(int start, int[] walks)
    {
        for (int i = start; walks[i] == 0 && file.Models[i].Lifecycle?.Successor is { } successor;)
        {
            walks[i] = start + 1;
            if (!_names.TryGetValue(successor, out int next))
            {
                if (below?.FindListed(file.Header.Provider, successor) is null)
                {
                    throw WrongSuccessor(i, successor, "which is no model of the provider.");
                }

                return;
            }

            if (walks[next] == start + 1)
            {
                throw WrongSuccessor(i, successor, "which leads back to the model.");
            }

            i = next;
        }
    }

    private CatalogException WrongSuccessor(int index, string successor, string problem) =>
        new(origin, file.Models[index].Id, "successor", $"is '{CatalogText.Show(successor)}', {problem}");

    private void CheckOtherProviders()
    {
        CheckOtherProviders("includes or relays", file.Header.Includes.Concat(file.Header.Relays.Values));
        CheckOtherProviders("follows", file.Header.Follows);
    }

    private void CheckOtherProviders(string fields, IEnumerable<string> others)
    {
        foreach (string other in below is null ? [] : others)
        {
            if (below!.Header(other) is null && !other.Equals(file.Header.Provider, StringComparison.OrdinalIgnoreCase))
            {
                throw new CatalogException(
                    origin, null, null, $"names '{CatalogText.Show(other)}' in {fields}, which is no provider of the catalog.");
            }
        }
    }
}
