using System.Globalization;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one of LiteLLM's models. A missing flag is unknown; a false one means no.</summary>
internal sealed class LiteLLMModelReader(ImportReportBuilder report, string? mode)
{
    private const string UpliftPrefix = "regional_processing_uplift_multiplier_";

    private readonly ModelDraft _draft = new();

    private readonly LiteLLMPrices _prices = new(report, mode);

    private ImportValue? _maxTokens;

    public ModelInfo Read(in ImportValue model, LiteLLMName name)
    {
        _draft.Kind = mode switch
        {
            "chat" or "responses" => ModelKind.Chat,
            "embedding" => ModelKind.Embedding,
            null => ModelKind.Unknown,
            _ => ModelKind.Other,
        };
        bool isPriceUnknown = !FreeModels.IsFree(name.Provider, name.Id) && FreeModels.AllZero(model.Fields().Where(IsPrice));
        report.ReadFields(model, field =>
        {
            if (isPriceUnknown && IsPrice(field))
            {
                report.Leave(field, FreeModels.Reason);
            }
            else
            {
                ReadField(field);
            }
        });

        ReadMaxTokens();
        if (name.Area is { } area)
        {
            _draft.Regions ??= [];
            _draft.Regions.Add(area);
        }

        _draft.AddRules(_prices.Rules());
        return _draft.Build(name.Id);
    }

    private static bool IsPrice(ImportValue field) =>
        LiteLLMPriceUnits.IsPrice(field.Name) || field.Name is "search_context_cost_per_query" or "tiered_pricing" or "off_peak_pricing";

    private void ReadField(ImportValue field)
    {
        switch (field.Name)
        {
            case "litellm_provider" or "mode": report.Use(field); break;
            case "max_input_tokens": _draft.Context = report.ReadLimit(field) ?? _draft.Context; break;
            case "max_output_tokens": _draft.MaxOutput = report.ReadLimit(field) ?? _draft.MaxOutput; break;
            case "max_tokens": _maxTokens = field; break;
            case "output_vector_size": _draft.Dimensions = report.ReadLimit(field) ?? _draft.Dimensions; break;
            case "deprecation_date":
                // LiteLLM's dates are those of the providers' retirement tables, so they are sunsets.
                _draft.Lifecycle = new ModelLifecycle { Sunset = field.Day() };
                report.Use(field);
                break;
            case "supported_regions": ReadRegions(field); break;
            case "supported_modalities": ReadModalities(field, LiteLLMFlags.Input); break;
            case "supported_output_modalities": ReadModalities(field, LiteLLMFlags.Output); break;
            case "provider_specific_entry": ReadProviderSpecific(field); break;
            default: ReadOther(field); break;
        }
    }

    private void ReadOther(in ImportValue field)
    {
        string name = field.Name;
        if (name.StartsWith(UpliftPrefix, StringComparison.Ordinal))
        {
            AddMultiplier("region:" + name[UpliftPrefix.Length..], field);
        }
        else if (LiteLLMFlags.Supports.TryGetValue(name, out CapabilityFlags flag))
        {
            ReadFlag(field, flag);
        }
        else if (LiteLLMFlags.Unused.TryGetValue(name, out string? reason))
        {
            report.Leave(field, reason);
        }
        else if (!_prices.Read(field))
        {
            report.Leave(field, "unknown field");
        }
    }

    private void ReadRegions(in ImportValue field)
    {
        List<string> regions = [.. field.Items().Select(static region => region.Label()).Distinct(StringComparer.OrdinalIgnoreCase)];
        _draft.Regions = regions.Count > 0 ? regions : null;
        report.Use(field);
    }

    // "LEGACY parameter. set to max_output_tokens if provider specifies it. IF not set to max_input_tokens, if provider specifies it."
    private void ReadMaxTokens()
    {
        if (_maxTokens is not { } field)
        {
            return;
        }

        int limit = field.Count();
        if (limit == 0)
        {
            report.Leave(field, ImportReportBuilder.NoLimit);
            return;
        }

        bool isKnown = limit == _draft.MaxOutput || limit == _draft.Context;
        bool isOutput = !isKnown && _draft.MaxOutput is null && _draft.Context is not null;
        bool isContext = !isKnown && _draft.Context is null && (_draft.MaxOutput is null || limit > _draft.MaxOutput);
        _draft.MaxOutput = isOutput ? limit : _draft.MaxOutput;
        _draft.Context = isContext ? limit : _draft.Context;
        report.Note(
            field, isKnown || isOutput || isContext, "max_input_tokens and max_output_tokens say otherwise and go before it");
    }

    private void ReadFlag(in ImportValue field, CapabilityFlags flag)
    {
        bool isYes = field.Flag();
        bool isContradicted = !isYes && (_draft.Yes & flag) != 0;
        if (!isContradicted)
        {
            _draft.Yes |= isYes ? flag : 0;
            _draft.No |= isYes ? 0 : flag;
        }

        report.Note(field, !isContradicted, "another field says yes");
    }

    private void ReadModalities(in ImportValue field, Func<string, CapabilityFlags?> find)
    {
        foreach (ImportValue item in field.Items())
        {
            if (find(item.Text()) is { } flag)
            {
                _draft.Yes |= flag;
                report.Use(item);
            }
            else
            {
                report.Leave(field.Name + "[]", item, "no capability of ours");
            }
        }

        report.LeaveEmpty(field);
    }

    private void ReadProviderSpecific(in ImportValue entry)
    {
        foreach (ImportValue field in entry.Fields())
        {
            if (field.IsNumber && field.Key is "fast" or "us" or "eu" or "global")
            {
                AddMultiplier(field.Key == "fast" ? "speed:fast" : "region:" + field.Key, field);
            }
            else
            {
                report.Leave(field, "a provider's own setting");
            }
        }

        report.LeaveEmpty(entry);
    }

    private void AddMultiplier(string when, in ImportValue field)
    {
        decimal factor = field.Number();
        if (factor is <= 0 or > CatalogLimits.Factor)
        {
            throw field.Wrong(string.Create(CultureInfo.InvariantCulture, $"a factor above 0 and at most {CatalogLimits.Factor}"));
        }

        PriceMultiplier? known = _draft.Multipliers?.Find(known => known.When == when);
        if (known is null)
        {
            (_draft.Multipliers ??= []).Add(new PriceMultiplier(when, factor));
        }

        report.Note(field, known is null || known.Factor == factor, "another field says otherwise");
    }
}
