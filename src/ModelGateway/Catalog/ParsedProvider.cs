using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>A provider from a file that was parsed whole.</summary>
internal sealed class ParsedProvider : ICatalogProvider
{
    private readonly Dictionary<string, ModelInfo> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ModelInfo> _models = [];

    public ParsedProvider(CatalogFile file)
    {
        Header = file.Header;
        foreach (ModelInfo model in file.Models)
        {
            ModelInfo entry = model with { CatalogId = $"{Header.Provider}/{model.Id}" };
            _models.Add(entry);
            _names[entry.Id] = entry;
        }

        foreach (ModelInfo model in _models)
        {
            foreach (string alias in model.Aliases)
            {
                _names.TryAdd(alias, model);
            }
        }
    }

    public CatalogHeader Header { get; }

    public IEnumerable<string> Names => _names.Keys;

    public IEnumerable<ModelInfo> Models => _models;

    public ModelInfo? Find(string name) => FindOwn(name)?.Over(Header.Defaults);

    public ModelInfo? FindOwn(string name) => _names.GetValueOrDefault(name);
}
