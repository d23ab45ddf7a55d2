using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Creates catalog entries from a provider's list of its models.</summary>
internal sealed class ModelListImporter
{
    private readonly Dictionary<(string Field, string Reason), int> _left = [];
    private readonly List<CatalogImportSkip> _skipped = [];
    private readonly List<ModelInfo> _imported = [];
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private int _used;

    private ModelListImporter()
    {
    }

    public static CatalogImport Read(string provider, IEnumerable<DiscoveredModel> models)
    {
        ModelListImporter importer = new();
        foreach (DiscoveredModel model in models)
        {
            importer.Add(model);
        }

        Dictionary<string, IReadOnlyList<ModelInfo>> imported = new(StringComparer.OrdinalIgnoreCase) { [provider] = importer._imported };
        return new CatalogImport(CatalogFormat.ModelList, imported, importer.Report());
    }

    private CatalogImportReport Report() => new(
        _imported.Count,
        _used,
        [.. _left.Select(static field => new CatalogImportField(field.Key.Field, field.Value, field.Key.Reason))],
        _skipped);

    private void Add(DiscoveredModel model)
    {
        bool isName = CatalogText.IsName(model.Id);
        if (!isName || !_ids.Add(model.Id))
        {
            _skipped.Add(new CatalogImportSkip(model.Id, Values(model), isName ? "is listed twice" : "a name that no catalog could have"));
            return;
        }

        _used++;
        string? name = Take("DisplayName", model.DisplayName, Label(model.DisplayName), "a text that no catalog could have");
        Take("Owner", model.Owner, (string?)null, "no fact of ours");
        DateOnly? released = Take("CreatedAt", model.CreatedAt, Day(model.CreatedAt), "no day that a model could be of");
        _imported.Add(new ModelInfo
        {
            Id = model.Id,
            DisplayName = name,
            ContextWindow = TakeLimit("ContextWindow", model.ContextWindow),
            MaxOutputTokens = TakeLimit("MaxOutputTokens", model.MaxOutputTokens),
            Lifecycle = released is null ? null : new ModelLifecycle { Released = released },
        });
    }

    // Counts a value as used where it could be read, and else as left.
    private TValue Take<TValue>(string field, object? listed, TValue value, string reason)
    {
        if (value is not null)
        {
            _used++;
        }
        else if (listed is not null)
        {
            _left[(field, reason)] = _left.GetValueOrDefault((field, reason)) + 1;
        }

        return value;
    }

    private int? TakeLimit(string field, int? limit) =>
        Take<int?>(field, limit, limit is > 0 and <= CatalogLimits.Tokens ? limit : null, "no limit that a model could have");

    private static string? Label(string? text) =>
        text is { Length: > 0 and <= CatalogLimits.Text } && CatalogText.IsClean(text) ? text : null;

    private static DateOnly? Day(DateTimeOffset? instant) =>
        instant is { } known && DateOnly.FromDateTime(known.UtcDateTime) is var day && ImportValue.IsNear(day) ? day : null;

    private static int Values(DiscoveredModel model) =>
        new object?[] { model.Id, model.DisplayName, model.Owner, model.CreatedAt, model.ContextWindow, model.MaxOutputTokens }
            .Count(static value => value is not null);
}
