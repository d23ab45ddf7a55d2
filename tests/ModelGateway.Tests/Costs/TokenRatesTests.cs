using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

public sealed class TokenRatesTests
{
    [Fact]
    public void Buckets_WithoutAPriceHaveThatOfTheirPlainSibling()
    {
        TokenRates rates = Rates((PriceUnit.Input, 2m), (PriceUnit.Output, 8m), (PriceUnit.CacheWrite, 3m));

        Assert.Equal((2m, 3m, 3m), (rates.CacheRead, rates.CacheWrite, rates.CacheWrite1Hour));
        Assert.Equal((2m, 2m, 2m), (rates.AudioInput, rates.ImageInput, rates.VideoInput));
        Assert.Equal((8m, 8m, 8m), (rates.Reasoning, rates.AudioOutput, rates.ImageOutput));
        Assert.Equal((0m, null, null, null, null), (rates.Request, rates.WebSearch, rates.WebFetch, rates.FileSearch, rates.CodeSession));
    }

    [Fact]
    public void Ceiling_IsTheHighestPriceOfInputAndOutput()
    {
        TokenRates rates = Rates(
            (PriceUnit.Input, 2m), (PriceUnit.Output, 8m), (PriceUnit.CacheWrite1Hour, 4m), (PriceUnit.VideoInput, 3m), (
                PriceUnit.AudioOutput, 80m),
            (PriceUnit.Request, 5m));

        Assert.Equal(new PriceCeiling(4m, 80m, 5m), rates.Ceiling);
    }

    [Fact]
    public void Ceiling_IsUnknownIfThePlainPriceIs()
    {
        Assert.Equal(new PriceCeiling(null, 8m, 0m), Rates((PriceUnit.CacheRead, 1m), (PriceUnit.Output, 8m)).Ceiling);
        Assert.Equal(new PriceCeiling(2m, null, 0m), Rates((PriceUnit.Input, 2m), (PriceUnit.AudioOutput, 9m)).Ceiling);
    }

    private static TokenRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) =>
        new(new PriceRates(rates.Select(static rate => KeyValuePair.Create(rate.Unit, rate.Usd))));
}
