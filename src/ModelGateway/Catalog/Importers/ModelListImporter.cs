using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Makes catalog entries of what a provider lists.</summary>
internal static class ModelListImporter
{
    public static CatalogImport Read(string provider, IEnumerable<DiscoveredModel> models)
    {
        Dictionary<(string, string), int> left = [];
        List<CatalogImportSkip> skipped = [];
        List<ModelInfo> imported = [];
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        int used = 0;
        foreach (DiscoveredModel model in models)
        {
            int values = 1 + Said(model.DisplayName) + Said(model.Owner) + Said(model.CreatedAt) + Said(model.ContextWindow) + Said(model.MaxOutputTokens);
            if (!CatalogText.IsName(model.Id) || !ids.Add(model.Id))
            {
                skipped.Add(new CatalogImportSkip(model.Id, values, CatalogText.IsName(model.Id) ? "is listed twice" : "a name that no catalog could have"));
                continue;
            }

            string? name = model.DisplayName is { Length: > 0 and <= CatalogLimits.Text } text && CatalogText.IsClean(text) ? text : null;
            DateOnly? released = model.CreatedAt is { } created && DateOnly.FromDateTime(created.UtcDateTime) is var day && ImportValue.IsNear(day) ? day : null;
            int? context = Limit(model.ContextWindow);
            int? output = Limit(model.MaxOutputTokens);
            Leave("DisplayName", model.DisplayName is not null && name is null, "a text that no catalog could have");
            Leave("Owner", model.Owner is not null, "no fact of ours");
            Leave("CreatedAt", model.CreatedAt is not null && released is null, "no day that a model could be of");
            Leave("ContextWindow", model.ContextWindow is not null && context is null, "no limit that a model could have");
            Leave("MaxOutputTokens", model.MaxOutputTokens is not null && output is null, "no limit that a model could have");
            used += 1 + Said(name) + Said(released) + Said(context) + Said(output);
            imported.Add(new ModelInfo
            {
                Id = model.Id,
                DisplayName = name,
                ContextWindow = context,
                MaxOutputTokens = output,
                Lifecycle = released is null ? null : new ModelLifecycle { Released = released },
            });
        }

        CatalogImportReport report = new(imported.Count, used, [.. left.Select(static field => new CatalogImportField(field.Key.Item1, field.Value, field.Key.Item2))], skipped);
        return new CatalogImport(CatalogFormat.ModelList, new Dictionary<string, IReadOnlyList<ModelInfo>>(StringComparer.OrdinalIgnoreCase) { [provider] = imported }, report);

        void Leave(string field, bool unused, string reason)
        {
            if (unused)
            {
                left[(field, reason)] = left.GetValueOrDefault((field, reason)) + 1;
            }
        }
    }

    private static int Said(object? value) => value is null ? 0 : 1;

    private static int? Limit(int? limit) => limit is > 0 and <= CatalogLimits.Tokens ? limit : null;
}
