namespace ModelGateway.Tests.Catalog.Json;

/// <summary>What a file says about prices.</summary>
public sealed class PriceReaderTests
{
    [Theory]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[]}}}""", "m", "prices", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{}]}}}""", "m", "prices[0]", "has no rates")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{}}]}}}""", "m", "prices[0].rates", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1}},{"rates":{"input":-1}}]}}}""", "m", "prices[1].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1e400}}]}}}""", "m", "prices[0].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1000001}}]}}}""", "m", "prices[0].rates.input", "number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":0.1234567890123456789012345678901}}]}}}""", "m", "prices[0].rates.input", "of at most 28 digits")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":"3"}}]}}}""", "m", "prices[0].rates.input", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"inptu":3}}]}}}""", "m", "prices[0].rates.inptu", "is no unit of prices. Known: input,")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3,"input":4}}]}}}""", "m", "prices[0].rates.input", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"from":"2026-02-01","until":"2026-01-01","rates":{"input":3}}]}}}""", "m", "prices[0]", "ends before it begins")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"from":"2026-02-01T10:00:00","rates":{"input":3}}]}}}""", "m", "prices[0].from", "is no instant")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3},"tiers":[{"above":5}]}]}}}""", "m", "prices[0].tiers[0]", "needs both above and rates")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":3},"tiers":[{"above":5,"rates":{"input":1}},{"above":5,"rates":{"input":1}}]}]}}}""", "m", "prices[0].tiers[1]", "is not above the tier before it")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"24:00","to":"01:00"},"rates":{"input":3}}]}}}""", "m", "prices[0].window.from", "is no time of day")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00"},"rates":{"input":3}}]}}}""", "m", "prices[0].window", "needs both from and to")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00","to":"01:00","days":["funday"]},"rates":{"input":3}}]}}}""", "m", "prices[0].window.days[0]", "must be one of sunday")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"window":{"from":"23:00","to":"01:00","days":["monday","monday"]},"rates":{"input":3}}]}}}""", "m", "prices[0].window.days[1]", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"multipliers":{"region:us":1.1}}}}""", "m", null, "multipliers of no prices")]
    [InlineData("""{"provider":"a","models":{"m":{"prices":[{"rates":{"input":1}}],"multipliers":{"region:us":-1}}}}""", "m", "multipliers.region:us", "number from 0 to 1000")]
    public void Read_RejectsWrongPrices(string json, string? model, string? field, string problem) =>
        CatalogSamples.AssertFault(json, model, field, problem);
}
