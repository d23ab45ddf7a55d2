using ModelGateway.Capabilities;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog;

/// <summary>Generates a valid catalog file from a seed.</summary>
internal sealed class CatalogGenerator
{
    private static readonly string[] Texts = ["x", "Größe \"L\"", "a\\b", "日本語", "🙂 c", "<b>&amp;</b>", "tab-less text", "'", "+1"];

    private readonly Random _random;

    private CatalogGenerator(int seed) => _random = new Random(seed);

    public static CatalogFile Create(int seed) => new CatalogGenerator(seed).File();

    private CatalogFile File()
    {
        int count = _random.Next(8);
        return new CatalogFile(
            new CatalogHeader
            {
                Provider = "p-" + _random.Next(10),
                Name = Maybe(Text),
                Types = List(Text),
                Hosts = List(() => $"h{_random.Next(99)}.example.com"),
                Updated = Maybe(Day),
                Sources = List(Text),
                Relays =
                    List(() => $"relay{_random.Next(99)}").ToDictionary(prefix => prefix, _ => "other", StringComparer.OrdinalIgnoreCase),
                Includes = List(() => $"file-{_random.Next(99)}"),
                Defaults = Maybe(() => Model("", 0) with { DisplayName = null, Aliases = [], Lifecycle = null }),
            },
            [.. Enumerable.Range(0, count).Select(index => Model($"vendor/m.{index}:v1", index))]);
    }

    private ModelInfo Model(string id, int index)
    {
        CapabilityFlags can = Flags();
        int? context = Maybe(() => _random.Next(1_000, 2_000_000));
        IReadOnlyList<PriceRule>? rules = MaybeList(Rule);
        return new ModelInfo
        {
            Id = id,
            DisplayName = Maybe(Text),
            Aliases = [.. Enumerable.Range(0, _random.Next(3)).Select(alias => $"alias-{index}-{alias}")],
            Kind = (ModelKind)_random.Next(4),
            Capabilities = new CapabilitySet(can, Flags() & ~can),
            ContextWindow = context,
            MaxInputTokens = Maybe(() => _random.Next(1, context ?? 100)),
            MaxOutputTokens = Maybe(() => _random.Next(1, 100_000)),
            Tokenizer = Maybe(Text),
            Dimensions = Maybe(() => _random.Next(1, 4_096)),
            EmbeddingSpace = Maybe(Text),
            Lifecycle = Lifecycle(index),
            Regions = MaybeList(() => $"region-{_random.Next(999)}"),
            RetentionDays = Maybe(() => _random.Next(100)),
            Pricing = rules is null ? null : new ModelPricing
            {
                Rules = rules,
                Multipliers =
                    [.. Enumerable.Range(0, _random.Next(3))
                        .Select(number => new PriceMultiplier($"region:r{number}", _random.Next(1, 300) / 100m))],
            },
        };
    }

    private ModelLifecycle? Lifecycle(int index)
    {
        DateOnly[] days = [.. new[] { Day(), Day(), Day() }.Order()];
        ModelLifecycle lifecycle = new()
        {
            Released = Maybe(() => days[0]),
            Deprecated = Maybe(() => days[1]),
            Sunset = Maybe(() => days[2]),
            Successor = index > 0 ? Maybe(() => $"vendor/m.{_random.Next(index)}:v1") : null,
        };
        return lifecycle == new ModelLifecycle() ? null : lifecycle;
    }

    private PriceRule Rule() => new()
    {
        From = Maybe(Instant),
        Until = Maybe(() => Instant().AddYears(50)),
        Window = Maybe(
            () => new PriceWindow(Hour(), Hour())
            {
                Days = [.. Enumerable.Range(0, 7).Where(_ => _random.Next(4) == 0).Select(day => (DayOfWeek)day)],
            }),
        ServiceTier = Maybe(Text),
        Rates = Rates(),
        Tiers =
            [.. Enumerable.Range(1, _random.Next(3)).Select(tier => new PriceTier(tier * _random.Next(1, 1_000_000), Rates()))
                .DistinctBy(tier => tier.AboveInputTokens).OrderBy(tier => tier.AboveInputTokens)],
    };

    private PriceRates Rates() => new(
        Enum.GetValues<PriceUnit>().Where(unit => unit == PriceUnit.Input || _random.Next(6) == 0)
            .Select(unit => KeyValuePair.Create(unit, new decimal(_random.Next(1_000_000), 0, 0, false, (byte)_random.Next(9)))));

    private CapabilityFlags Flags() =>
        (CapabilityFlags)(ulong)_random.NextInt64(1L << 31) & (CapabilityFlags)(ulong)_random.NextInt64(1L << 31);

    private string Text() => Texts[_random.Next(Texts.Length)] + _random.Next(1_000);

    private DateOnly Day() => new DateOnly(2020, 1, 1).AddDays(_random.Next(5_000));

    private TimeOnly Hour() => new(_random.Next(24), _random.Next(60));

    private DateTimeOffset Instant() =>
        new(
            Day().ToDateTime(TimeOnly.MinValue).AddTicks(_random.Next(3) == 0 ? _random.NextInt64(TimeSpan.TicksPerDay) : 0),
            TimeSpan.Zero);

    private T? Maybe<T>(Func<T> make, T? none = null)
        where T : class => _random.Next(2) == 0 ? make() : none;

    private T? Maybe<T>(Func<T> make, T? none = null)
        where T : struct => _random.Next(2) == 0 ? make() : none;

    private IReadOnlyList<T> List<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => make()).Distinct()];

    private IReadOnlyList<T>? MaybeList<T>(Func<T> make) => _random.Next(2) == 0 ? [make(), .. List(make).Skip(3)] : null;
}
