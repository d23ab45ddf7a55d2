using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Merges LiteLLM's entries of one model: entries that say the same, and those of regions with proportional prices, become one model.
/// </summary>
internal sealed class LiteLLMMerge(ImportReportBuilder report)
{
    private readonly List<PriceMultiplier> _multipliers = [];
    private readonly List<ModelInfo> _apart = [];
    private ModelInfo? _model;

    // The regions of the model, where all its entries are of regions; null where one is general.
    private List<string>? _regions;

    /// <summary>The models that the entries describe, the general one first.</summary>
    public IEnumerable<ModelInfo> Merge(List<LiteLLMEntry> entries)
    {
        MergeGeneral([.. entries.Where(static entry => entry.Name.Region is null).OrderByDescending(static entry => entry.Name.Explicit)]);
        List<LiteLLMEntry> regional = [.. entries.Where(static entry => entry.Name.Region is not null)];
        if (_model is null)
        {
            _regions = [];
            _model = regional[0].Model;
        }

        _multipliers.AddRange(_model.Pricing?.Multipliers ?? []);
        foreach (LiteLLMEntry entry in regional)
        {
            MergeRegion(entry, entry.Name.Region!);
        }

        return [Build(), .. _apart];
    }

    // Of the general entries, the one with the provider in its key is the model. Others add facts where they agree.
    private void MergeGeneral(List<LiteLLMEntry> entries)
    {
        foreach (LiteLLMEntry entry in entries)
        {
            if (_model is null)
            {
                _model = entry.Model;
                report.Add(entry.Report);
                continue;
            }

            ModelAgreement agreement = new(_model, entry.Model);
            if ((agreement.Difference ?? (agreement.Factor == 1 ? null : "prices")) is { } difference)
            {
                report.Skip(
                    entry.Key,
                    entry.Report.Total,
                    $"is '{entries[0].Key}' listed again with other facts ({difference}), "
                    + "and that one's key says the provider or comes first");
            }
            else
            {
                _model = _model.Over(entry.Model);
                report.Add(entry.Report);
            }
        }
    }

    private void MergeRegion(LiteLLMEntry entry, string region)
    {
        string when = "region:" + region;
        string id = $"{region}/{entry.Name.Id}";
        ModelAgreement agreement = new(_model!, entry.Model);
        if (agreement.Difference is null && agreement.Factor is { } factor
            && !_multipliers.Exists(known => known.When == when && known.Factor != factor))
        {
            _model = _model!.Over(entry.Model);
            _regions?.Add(region);
            if (factor != 1 && !_multipliers.Exists(known => known.When == when))
            {
                _multipliers.Add(new PriceMultiplier(when, factor));
            }

            report.Add(entry.Report);
        }
        else if (_apart.Exists(known => known.Id == id))
        {
            report.Skip(entry.Key, entry.Report.Total, $"is listed twice for '{region}'");
        }
        else
        {
            _apart.Add(entry.Model with { Id = id, Regions = [region] });
            report.Add(entry.Report);
        }
    }

    private ModelInfo Build()
    {
        ModelInfo model = _regions is null ? _model! : _model! with { Regions = [.. _regions.Distinct()] };
        return model.Pricing is { } pricing && _multipliers.Count > 0
            ? model with { Pricing = pricing with { Multipliers = _multipliers } }
            : model;
    }
}
