using System.Globalization;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one of LiteLLM's models. A flag that is missing is unknown; one that is false is a no.</summary>
internal sealed class LiteLLMModelReader(ImportReportBuilder ledger, string? mode)
{
    private readonly ModelDraft _draft = new();

    private readonly LiteLLMPrices _prices = new(ledger, mode);

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
        bool unsaid = !FreeModels.IsFree(name.Provider, name.Id) && FreeModels.AllZero(model.Fields().Where(IsPrice));
        foreach (ImportValue field in model.Fields())
        {
            if (field.IsNull)
            {
                ledger.Leave(field.Name, field, ImportReportBuilder.Null);
            }
            else if (unsaid && IsPrice(field))
            {
                ledger.Leave(field.Name, field, FreeModels.Reason);
            }
            else
            {
                Read(field);
            }
        }

        ReadMaxTokens();
        if (name.Area is { } area)
        {
            _draft.Regions ??= [];
            _draft.Regions.Add(area);
        }

        _draft.Rules.AddRange(_prices.Rules());
        return _draft.Build(name.Id);
    }

    private static bool IsPrice(ImportValue field) =>
        LiteLLMPriceUnits.IsPrice(field.Name) || field.Name is "search_context_cost_per_query" or "tiered_pricing" or "off_peak_pricing";

    private void Read(in ImportValue field)
    {
        switch (field.Name)
        {
            case "litellm_provider" or "mode":
                ledger.Use(field);
                break;
            case "max_input_tokens":
                _draft.Context = Limit(field) ?? _draft.Context;
                break;
            case "max_output_tokens":
                _draft.MaxOutput = Limit(field) ?? _draft.MaxOutput;
                break;
            case "max_tokens":
                _maxTokens = field;
                break;
            case "output_vector_size":
                _draft.Dimensions = Limit(field) ?? _draft.Dimensions;
                break;
            case "deprecation_date":
                // Its dates are those of the end: they are taken from the providers' tables of retirements.
                _draft.Lifecycle = _draft.Lifecycle with { Sunset = field.Day() };
                ledger.Use(field);
                break;
            case "supported_regions":
                List<string> regions = [.. field.Items().Select(static region => region.Label()).Distinct(StringComparer.OrdinalIgnoreCase)];
                _draft.Regions = regions.Count > 0 ? regions : null;
                ledger.Use(field);
                break;
            case "supported_modalities":
                Modalities(field, LiteLLMFlags.Input);
                break;
            case "supported_output_modalities":
                Modalities(field, LiteLLMFlags.Output);
                break;
            case "provider_specific_entry":
                ProviderSpecific(field);
                break;
            case var name when name.StartsWith("regional_processing_uplift_multiplier_", StringComparison.Ordinal):
                Multiply("region:" + name["regional_processing_uplift_multiplier_".Length..], field);
                break;
            case var name when LiteLLMFlags.Supports.TryGetValue(name, out CapabilityFlags flag):
                Flag(field, flag);
                break;
            case var name when LiteLLMFlags.Unused.TryGetValue(name, out string? reason):
                ledger.Leave(name, field, reason);
                break;
            default:
                if (!_prices.Read(field))
                {
                    ledger.Leave(field.Name, field, "unknown field");
                }

                break;
        }
    }

    private int? Limit(in ImportValue field)
    {
        int limit = field.Count();
        if (limit == 0)
        {
            ledger.Leave(field.Name, field, "0: no limit is said");
            return null;
        }

        ledger.Use(field);
        return limit;
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
            ledger.Leave(field.Name, field, "0: no limit is said");
            return;
        }

        if (limit == _draft.MaxOutput || limit == _draft.Context)
        {
            ledger.Use(field);
        }
        else if (_draft.MaxOutput is null && _draft.Context is not null)
        {
            _draft.MaxOutput = limit;
            ledger.Use(field);
        }
        else if (_draft.Context is null && (_draft.MaxOutput is null || limit > _draft.MaxOutput))
        {
            _draft.Context = limit;
            ledger.Use(field);
        }
        else
        {
            ledger.Leave(field.Name, field, "max_input_tokens and max_output_tokens say otherwise and go before it");
        }
    }

    private void Flag(in ImportValue field, CapabilityFlags flag)
    {
        bool yes = field.Flag();
        if (!yes && (_draft.Yes & flag) != 0)
        {
            ledger.Leave(field.Name, field, "another field says yes");
            return;
        }

        _draft.Yes |= yes ? flag : 0;
        _draft.No |= yes ? 0 : flag;
        ledger.Use(field);
    }

    private void Modalities(in ImportValue field, Func<string, CapabilityFlags?> known)
    {
        foreach (ImportValue item in field.Items())
        {
            if (known(item.Text()) is { } flag)
            {
                _draft.Yes |= flag;
                ledger.Use(item);
            }
            else
            {
                ledger.Leave(field.Name + "[]", item, "no capability of ours");
            }
        }

        ledger.LeaveEmpty(field.Name, field);
    }

    private void ProviderSpecific(in ImportValue entry)
    {
        foreach (ImportValue field in entry.Fields())
        {
            string name = field.Name[(field.Name.LastIndexOf('.') + 1)..];
            if (field.Element.ValueKind == System.Text.Json.JsonValueKind.Number && name is "fast" or "us" or "eu" or "global")
            {
                Multiply(name == "fast" ? "speed:fast" : "region:" + name, field);
            }
            else
            {
                ledger.Leave(field.Name, field, "a provider's own setting");
            }
        }

        ledger.LeaveEmpty(entry.Name, entry);
    }

    private void Multiply(string when, in ImportValue field)
    {
        decimal factor = field.Number();
        if (factor is <= 0 or > CatalogLimits.Factor)
        {
            throw field.Wrong(string.Create(CultureInfo.InvariantCulture, $"a factor above 0 and at most {CatalogLimits.Factor}"));
        }

        if (_draft.Multipliers.Exists(known => known.When == when && known.Factor != factor))
        {
            ledger.Leave(field.Name, field, "another field says otherwise");
            return;
        }

        if (!_draft.Multipliers.Exists(known => known.When == when))
        {
            _draft.Multipliers.Add(new PriceMultiplier(when, factor));
        }

        ledger.Use(field);
    }
}
