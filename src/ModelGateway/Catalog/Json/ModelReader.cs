using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads one model, and checks that what it says fits together.</summary>
internal static class ModelReader
{
    /// <param name="json">At the object's start.</param>
    /// <param name="id">The model's name; empty for the defaults of all.</param>
    public static ModelInfo Read(ref CatalogJson json, string id)
    {
        string? name = null, tokenizer = null, space = null, successor = null;
        IReadOnlyList<string> aliases = [];
        IReadOnlyList<string>? regions = null;
        ModelKind kind = ModelKind.Unknown;
        CapabilityFlags can = 0, cannot = 0;
        int? context = null, maxInput = null, maxOutput = null, dimensions = null, retention = null;
        DateOnly? released = null, deprecated = null, sunset = null;
        IReadOnlyList<PriceRule>? prices = null;
        IReadOnlyList<PriceMultiplier> multipliers = [];
        ulong seen = 0;
        while (json.NextField(CatalogFields.Model, ref seen, out string field))
        {
            switch (field)
            {
                case "name": name = json.Text(); break;
                case "aliases": aliases = json.Texts(areNames: true); break;
                case "kind": kind = (ModelKind)(json.Choice(CatalogFields.Kinds) + 1); break;
                case "can": can = json.Capabilities(); break;
                case "cannot": cannot = json.Capabilities(); break;
                case "context": context = json.Count(1, CatalogLimits.Tokens); break;
                case "maxInput": maxInput = json.Count(1, CatalogLimits.Tokens); break;
                case "maxOutput": maxOutput = json.Count(1, CatalogLimits.Tokens); break;
                case "tokenizer": tokenizer = json.Text(); break;
                case "dimensions": dimensions = json.Count(1, CatalogLimits.Dimensions); break;
                case "embeddingSpace": space = json.Text(); break;
                case "released": released = json.Day(); break;
                case "deprecated": deprecated = json.Day(); break;
                case "sunset": sunset = json.Day(); break;
                case "successor": successor = json.Name(); break;
                case "regions": regions = json.Texts(); break;
                case "retentionDays": retention = json.Count(0, CatalogLimits.Days); break;
                case "prices": prices = PriceReader.ReadRules(ref json); break;
                case "multipliers": multipliers = PriceReader.ReadMultipliers(ref json); break;
            }
        }

        if ((can & cannot) != 0)
        {
            throw json.Fault($"has in both can and cannot: {CapabilityNames.Join(can & cannot)}.");
        }

        if (maxInput > context)
        {
            throw json.Fault("has a maxInput above its context.");
        }

        if (released > sunset || released > deprecated || deprecated > sunset)
        {
            throw json.Fault("has days out of order: released, deprecated, sunset.");
        }

        if (prices is null && multipliers.Count > 0)
        {
            throw json.Fault("has multipliers of no prices.");
        }

        bool hasLifecycle = released is not null || deprecated is not null || sunset is not null || successor is not null;
        return new ModelInfo
        {
            Id = id,
            DisplayName = name,
            Aliases = aliases,
            Kind = kind,
            Capabilities = new CapabilitySet(can, cannot),
            ContextWindow = context,
            MaxInputTokens = maxInput,
            MaxOutputTokens = maxOutput,
            Tokenizer = tokenizer,
            Dimensions = dimensions,
            EmbeddingSpace = space,
            Lifecycle = hasLifecycle ? new ModelLifecycle { Released = released, Deprecated = deprecated, Sunset = sunset, Successor = successor } : null,
            Regions = regions,
            RetentionDays = retention,
            Pricing = prices is null ? null : new ModelPricing { Rules = prices, Multipliers = multipliers },
        };
    }
}
