using CsCheck;
using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

/// <summary>A hold covers every cost that an attempt within its estimates can have.</summary>
public sealed class PriceCeilingTests
{
    private static readonly PriceUnit[] Buckets =
    [
        PriceUnit.CacheRead, PriceUnit.CacheWrite, PriceUnit.CacheWrite1Hour, PriceUnit.Reasoning, PriceUnit.AudioInput,
            PriceUnit.AudioOutput,
        PriceUnit.ImageInput, PriceUnit.ImageOutput, PriceUnit.VideoInput, PriceUnit.Request,
    ];

    private static readonly Gen<decimal> Usd = Gen.Int[0, 100_000].Select(static cents => cents / 100m);

    private static readonly Gen<PriceRates> Some =
        Gen.Select(Gen.Int[0, Buckets.Length - 1].Select(static index => Buckets[index]), Usd).Array[0, 6].Select(static rates =>
            new PriceRates(rates.DistinctBy(static rate => rate.Item1).Select(static rate => KeyValuePair.Create(rate.Item1, rate.Item2))));

    private static readonly Gen<PriceRule> Rules =
        from plain in Gen.Select(Usd, Usd)
        from rates in Some
        from above in Gen.Int[1, 2_000].Array[0, 3]
        from tiers in Some.Array[3]
        from dearer in Usd.Array[3]
        select new PriceRule
        {
            Rates = rates.Over(new PriceRates([new(PriceUnit.Input, plain.Item1), new(PriceUnit.Output, plain.Item2)])),
            Tiers = [.. above.Distinct().Order()
                .Select((size, index) => new PriceTier(size, tiers[index].Over(new PriceRates([new(PriceUnit.Input, dearer[index])]))))],
        };

    [Fact]
    public void Ceiling_CoversEveryUsageWithinTheEstimates() =>
        Gen.Select(Rules, Rules, Gen.Bool, Gen.Long[0, 2_500], Gen.Long[0, 500], Gen.Int[0, 1_000].Array[10]).Sample(
            static (rule, standard, special, input, output, parts) =>
            {
                PriceQuote quote = PriceQuote.From(rule, special ? PriceQuote.From(standard) : null);
                TokenUsage usage = Split(input, output, parts);
                Assert.True(usage.InputTokens <= input && usage.AllOutputTokens <= output);
                decimal ceiling = CostCalculator.Ceiling(input, output, quote)!.Value;

                Assert.True(CostCalculator.Calculate(usage, quote) <= ceiling);
                Assert.True(!special || CostCalculator.Calculate(usage, PriceQuote.From(standard)) <= ceiling);
            });

    [Fact]
    public void AffordableOutput_IsTheLargestThatFitsTheAmount() =>
        Gen.Select(Rules, Gen.Long[0, 2_500], Gen.Int[0, 1_000_000]).Sample(static (rule, input, cents) =>
        {
            PriceQuote quote = PriceQuote.From(rule);
            decimal usd = cents / 1_000_000m;
            long output = CostCalculator.AffordableOutput(usd, input, quote);
            if (output is > 0 and < int.MaxValue)
            {
                Assert.True(CostCalculator.Ceiling(input, output, quote) <= usd);
                Assert.True(CostCalculator.Ceiling(input, output + 1, quote) > usd);
            }
            else if (output == 0)
            {
                Assert.True(CostCalculator.Ceiling(input, 1, quote) > usd);
            }
        });

    [Fact]
    public void Ceiling_IsReachedByTheDearestBuckets()
    {
        PriceQuote quote = PriceQuote.From(new PriceRule
        {
            Rates = new PriceRates([new(PriceUnit.Input, 1), new(PriceUnit.Output, 2), new(PriceUnit.CacheWrite1Hour, 3), new(
                PriceUnit.AudioOutput, 5), new(PriceUnit.Request, 7)]),
        });
        TokenUsage usage = new(0, 0, 10, 0, 0) { CacheWrite1HourTokens = 10, AudioOutputTokens = 20 };

        Assert.Equal(CostCalculator.Ceiling(10, 20, quote), CostCalculator.Calculate(usage, quote));
    }

    // Fills each bucket with a given part of the estimates.
    private static TokenUsage Split(long input, long output, int[] parts)
    {
        long Take(ref long left, int part)
        {
            long taken = left * part / 1_000;
            left -= taken;
            return taken;
        }

        long written = Take(ref input, parts[0]);
        long audio = Take(ref input, parts[1]);
        long image = Take(ref input, parts[2]);
        long video = Take(ref input, parts[3]);
        long read = Take(ref input, parts[4]);
        long speech = Take(ref output, parts[5]);
        long picture = Take(ref output, parts[6]);
        long reasoning = Take(ref output, parts[7]);
        return new TokenUsage(Take(ref input, parts[9]), read, written, output, reasoning)
        {
            CacheWrite1HourTokens = written * parts[8] / 1_000,
            AudioInputTokens = audio,
            ImageInputTokens = image,
            VideoInputTokens = video,
            AudioOutputTokens = speech,
            ImageOutputTokens = picture,
        };
    }
}
