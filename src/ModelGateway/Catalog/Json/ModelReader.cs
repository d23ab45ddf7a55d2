using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads one model of a catalog file, and checks that its facts are consistent.</summary>
internal sealed class ModelReader
{
    private readonly ModelDraft _draft = new();

    /// <summary>Reads the model. A reader reads one model.</summary>
    /// <param name="json">At the start of the object.</param>
    /// <param name="id">The model's name; empty for the file's defaults.</param>
    public ModelInfo Read(ref CatalogJson json, string id)
    {
        ulong seen = 0;
        while (json.NextField(CatalogFields.Model, ref seen, out string field))
        {
            switch (field)
            {
                case "kind" or "can" or "cannot" or "tokenizer" or "dimensions" or "embeddingSpace": ReadModel(ref json, field); break;
                case "context" or "maxInput" or "maxOutput": ReadLimit(ref json, field); break;
                case "released" or "deprecated" or "sunset" or "successor": ReadLifecycle(ref json, field); break;
                case "rules": _draft.ModelRules = ModelRuleReader.ReadOwn(ref json); break;
                case "name": _draft.DisplayName = json.Text(); break;
                case "aliases": _draft.Aliases = json.Texts(areNames: true); break;
                case "regions": _draft.Regions = json.Texts(); break;
                case "retentionDays": _draft.RetentionDays = json.Count(0, CatalogLimits.Days); break;
                case "prices": _draft.Rules = PriceReader.ReadRules(ref json); break;
                case "multipliers": _draft.Multipliers = PriceReader.ReadMultipliers(ref json); break;
            }
        }

        Check(json);
        return _draft.Build(id);
    }

    private void ReadModel(ref CatalogJson json, string field)
    {
        switch (field)
        {
            case "kind": _draft.Kind = (ModelKind)(json.Choice(CatalogFields.Kinds) + 1); break;
            case "can": _draft.Yes = json.Capabilities(); break;
            case "cannot": _draft.No = json.Capabilities(); break;
            case "tokenizer": _draft.Tokenizer = json.Text(); break;
            case "dimensions": _draft.Dimensions = json.Count(1, CatalogLimits.Dimensions); break;
            case "embeddingSpace": _draft.EmbeddingSpace = json.Text(); break;
        }
    }

    private void ReadLimit(ref CatalogJson json, string field)
    {
        int limit = json.Count(1, CatalogLimits.Tokens);
        switch (field)
        {
            case "context": _draft.Context = limit; break;
            case "maxInput": _draft.MaxInput = limit; break;
            case "maxOutput": _draft.MaxOutput = limit; break;
        }
    }

    private void ReadLifecycle(ref CatalogJson json, string field)
    {
        ModelLifecycle lifecycle = _draft.Lifecycle ?? new ModelLifecycle();
        _draft.Lifecycle = field switch
        {
            "released" => lifecycle with { Released = json.Day() },
            "deprecated" => lifecycle with { Deprecated = json.Day() },
            "sunset" => lifecycle with { Sunset = json.Day() },
            _ => lifecycle with { Successor = json.Name() },
        };
    }

    private void Check(in CatalogJson json)
    {
        if ((_draft.Yes & _draft.No) != 0)
        {
            throw json.Fault($"has in both can and cannot: {CapabilityNames.Join(_draft.Yes & _draft.No)}.");
        }

        if (_draft.MaxInput > _draft.Context)
        {
            throw json.Fault("has a maxInput above its context.");
        }

        if (_draft.Lifecycle is { } dates
            && (dates.Released > dates.Sunset || dates.Released > dates.Deprecated || dates.Deprecated > dates.Sunset))
        {
            throw json.Fault("has days out of order: released, deprecated, sunset.");
        }

        if (_draft.Rules is null && _draft.Multipliers is { Count: > 0 })
        {
            throw json.Fault("has multipliers of no prices.");
        }
    }
}
