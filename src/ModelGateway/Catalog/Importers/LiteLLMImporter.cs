using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads LiteLLM's <c>model_prices_and_context_window.json</c>. The entries of one model in several regions become one model, with a factor
/// for each region whose prices are a multiple of the model's own; a region's entry that differs by more stays a model of its own,
/// <c>region/id</c>, which a configured model takes by its <see cref="ModelInfo.CatalogId"/>.
/// </summary>
internal static class LiteLLMImporter
{
    public static CatalogImport Read(in ImportValue root)
    {
        ImportReportBuilder ledger = new();
        ledger.LeaveEmpty("$", root);
        List<LiteLLMEntry> entries = [];
        int count = 0;
        foreach (ImportValue entry in root.Fields())
        {
            if (++count > CatalogLimits.Models)
            {
                throw root.Wrong($"an object of at most {CatalogLimits.Models} models");
            }

            if (Read(entry with { Place = entry.Place with { Model = entry.Name }, Name = "" }, entry.Name, ledger) is { } read)
            {
                entries.Add(read);
            }
        }

        Dictionary<string, IReadOnlyList<ModelInfo>> models = new(StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, LiteLLMEntry> provider in entries.GroupBy(static entry => entry.Name.Provider, StringComparer.OrdinalIgnoreCase))
        {
            models.Add(provider.Key, [.. provider.GroupBy(static entry => entry.Name.Id, StringComparer.OrdinalIgnoreCase).SelectMany(group => Merge([.. group], ledger))
                .DistinctBy(static model => model.Id, StringComparer.OrdinalIgnoreCase)]);
        }

        return new CatalogImport(CatalogFormat.LiteLLM, models, ledger.Report(models.Values.Sum(static list => list.Count)));
    }

    private static LiteLLMEntry? Read(in ImportValue entry, string key, ImportReportBuilder ledger)
    {
        if (key is "sample_spec" or "fallback_generalizations")
        {
            ledger.Skip(key, entry, key == "sample_spec" ? "says what fields mean" : "rules for names that LiteLLM does not list");
            return null;
        }

        string? provider = null;
        string? mode = null;
        foreach (ImportValue field in entry.Fields())
        {
            provider = field.Name == "litellm_provider" ? field.Label() : provider;
            mode = field.Name == "mode" ? field.Label() : mode;
        }

        if (provider is null)
        {
            ledger.Skip(key, entry, "of no provider");
            return null;
        }

        LiteLLMName name = LiteLLMName.Parse(key, provider, mode);
        if (name.Skip is not null || !CatalogText.IsName(name.Provider) || name.Provider.Contains('/', StringComparison.Ordinal))
        {
            ledger.Skip(key, entry, name.Skip ?? "a provider's name that no file could have");
            return null;
        }

        ImportReportBuilder own = new();
        return new LiteLLMEntry(key, name, new LiteLLMModelReader(own, mode).Read(entry, name), own);
    }

    private static IEnumerable<ModelInfo> Merge(List<LiteLLMEntry> entries, ImportReportBuilder ledger)
    {
        // The entry that is of no region is the model; among several, the one whose key says the provider.
        List<LiteLLMEntry> general = [.. entries.Where(static entry => entry.Name.Region is null).OrderByDescending(static entry => entry.Name.Explicit)];
        ModelInfo? model = null;
        foreach (LiteLLMEntry entry in general)
        {
            if (model is null)
            {
                model = entry.Model;
                ledger.Add(entry.Ledger);
            }
            else if ((ModelAgreement.Difference(model, entry.Model) ?? (ModelAgreement.Factor(model.Pricing, entry.Model.Pricing) == 1 ? null : "prices")) is { } difference)
            {
                ledger.Skip(entry.Key, entry.Ledger.Total, $"is '{general[0].Key}' listed again with other facts ({difference}), and that one's key says the provider or comes first");
            }
            else
            {
                model = model.Over(entry.Model);
                ledger.Add(entry.Ledger);
            }
        }

        // Where all entries are of regions, the first is the model, and the regions are all that is known of where it is.
        List<LiteLLMEntry> regional = [.. entries.Where(static entry => entry.Name.Region is not null)];
        List<string>? regions = model is null ? [] : null;
        model ??= regional[0].Model;
        List<PriceMultiplier> multipliers = [.. model.Pricing?.Multipliers ?? []];
        List<ModelInfo> apart = [];
        foreach (LiteLLMEntry entry in regional)
        {
            string region = entry.Name.Region!;
            string when = "region:" + region;
            if (ModelAgreement.Difference(model, entry.Model) is null && ModelAgreement.Factor(model.Pricing, entry.Model.Pricing) is { } factor
                && !multipliers.Exists(known => known.When == when && known.Factor != factor))
            {
                model = model.Over(entry.Model);
                regions?.Add(region);
                if (factor != 1 && !multipliers.Exists(known => known.When == when))
                {
                    multipliers.Add(new PriceMultiplier(when, factor));
                }

                ledger.Add(entry.Ledger);
            }
            else if (apart.Exists(known => known.Id == $"{region}/{entry.Name.Id}"))
            {
                ledger.Skip(entry.Key, entry.Ledger.Total, $"is listed twice for '{region}'");
            }
            else
            {
                apart.Add(entry.Model with { Id = $"{region}/{entry.Name.Id}", Regions = [region] });
                ledger.Add(entry.Ledger);
            }
        }

        model = regions is null ? model : model with { Regions = [.. regions.Distinct()] };
        yield return model.Pricing is { } pricing && multipliers.Count > 0 ? model with { Pricing = pricing with { Multipliers = multipliers } } : model;
        foreach (ModelInfo region in apart)
        {
            yield return region;
        }
    }
}
