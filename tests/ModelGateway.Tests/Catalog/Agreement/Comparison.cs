using System.Globalization;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog.Agreement;

/// <summary>
/// Compares the facts of a model in a list with those in the catalog. Facts that the list lacks are no difference.
/// </summary>
internal sealed class Comparison(CatalogFormat source, string model, ModelInfo ours, ModelInfo theirs)
{
    /// <summary>The day on which the catalog is current, at an hour outside peak prices.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Difference> _found = [];

    /// <summary>The number of facts in the list.</summary>
    public int Facts { get; private set; }

    public IReadOnlyList<Difference> Run()
    {
        // A list with one limit may mean the input or the context window.
        Compare("context", theirs.ContextWindow, theirs.ContextWindow == ours.MaxInputTokens ? ours.MaxInputTokens : ours.ContextWindow);
        Compare("output", theirs.MaxOutputTokens, ours.MaxOutputTokens);
        Compare("dimensions", theirs.Dimensions, ours.Dimensions);
        Compare(
            "sunset",
            theirs.Lifecycle?.Sunset?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ours.Lifecycle?.Sunset?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Compare(
            "kind",
            theirs.Kind == ModelKind.Unknown ? null : theirs.Kind.ToString(),
            ours.Kind == ModelKind.Unknown ? null : ours.Kind.ToString());
        if (source == CatalogFormat.OpenRouter)
        {
            Compare("tokenizer", theirs.Tokenizer, ours.Tokenizer);
        }

        foreach (CapabilityFlags flag in CapabilityNames.Split(theirs.Capabilities.Known))
        {
            Compare("can " + CapabilityNames.Name(flag), Support(theirs.Capabilities, flag), Support(ours.Capabilities, flag));
        }

        foreach (string? tier in theirs.Pricing?.Rules.Select(rule => rule.ServiceTier).Distinct() ?? [])
        {
            if (theirs.Pricing!.Find(Now, tier) is { } rule)
            {
                Prices(rule, ours.Pricing?.Find(Now, tier), theirs.Pricing.Find(Now));
            }
        }

        foreach (PriceMultiplier multiplier in theirs.Pricing?.Multipliers ?? [])
        {
            Compare(
                "factor " + multiplier.When,
                multiplier.Factor,
                ours.Pricing?.Multipliers.FirstOrDefault(known => known.When == multiplier.When)?.Factor);
        }

        return _found;
    }

    private void Prices(PriceRule listed, PriceRule? known, PriceRule? standard)
    {
        string tier = listed.ServiceTier is { } name ? name + " " : "";
        foreach ((PriceUnit unit, decimal usd) in listed.Rates.Units)
        {
            // A tier's price that equals the standard one was taken over from it, and is not in the list.
            if (listed.ServiceTier is null || standard?.Rates[unit] != usd)
            {
                Price($"price {tier}{Camel(unit)}", unit, usd, known?.Rates);
            }
        }

        foreach (PriceTier size in listed.Tiers)
        {
            PriceTier? same = known?.Tiers.FirstOrDefault(other => other.AboveInputTokens == size.AboveInputTokens);
            foreach ((PriceUnit unit, decimal usd) in size.Rates.Units)
            {
                Price(
                    string.Create(CultureInfo.InvariantCulture, $"price {tier}{Camel(unit)} >{size.AboveInputTokens}"),
                    unit,
                    usd,
                    same?.Rates.Over(known!.Rates));
            }
        }
    }

    private void Price(string field, PriceUnit unit, decimal usd, PriceRates? rates)
    {
        // A unit without a price is billed like the general one; an embedding model has no output.
        decimal? known = rates?[unit] ?? (Sibling(unit) is { } sibling ? rates?[sibling] : null);
        bool nothing = usd == 0 && known is null
            && (unit == PriceUnit.Output && theirs.Kind is ModelKind.Embedding or ModelKind.Other
            || unit is PriceUnit.CacheRead or PriceUnit.CacheWrite && rates is not null);
        Compare(field, usd, nothing ? usd : known);
    }

    private static PriceUnit? Sibling(PriceUnit unit) => unit switch
    {
        PriceUnit.CacheRead or PriceUnit.CacheWrite or PriceUnit.AudioInput or PriceUnit.ImageInput or PriceUnit.VideoInput =>
                PriceUnit.Input,
        PriceUnit.CacheWrite1Hour => PriceUnit.CacheWrite,
        PriceUnit.Reasoning or PriceUnit.AudioOutput or PriceUnit.ImageOutput or PriceUnit.VideoOutput => PriceUnit.Output,
        PriceUnit.AudioCacheRead or PriceUnit.ImageCacheRead or PriceUnit.VideoCacheRead => PriceUnit.CacheRead,
        PriceUnit.AudioCacheWrite => PriceUnit.CacheWrite,
        _ => null,
    };

    private void Compare<T>(string field, T? listed, T? known)
        where T : struct, IFormattable => Compare(
            field,
            listed?.ToString("0.############", CultureInfo.InvariantCulture),
            known?.ToString("0.############", CultureInfo.InvariantCulture));

    private void Compare(string field, string? listed, string? known)
    {
        if (listed is null)
        {
            return;
        }

        Facts++;
        if (listed != known)
        {
            _found.Add(new Difference(source, model, field, known ?? "", listed));
        }
    }

    private static string? Support(CapabilitySet set, CapabilityFlags flag) =>
        (set.Yes & flag) != 0 ? "yes" : (set.No & flag) != 0 ? "no" : null;

    private static string Camel(PriceUnit unit) => char.ToLowerInvariant(unit.ToString()[0]) + unit.ToString()[1..];
}
