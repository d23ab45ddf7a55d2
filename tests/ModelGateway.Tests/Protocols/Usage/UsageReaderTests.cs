using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Tests.Protocols.Usage;

/// <summary>Reading usage objects by a table, with every rule and shape that a table can have.</summary>
public sealed class UsageReaderTests
{
    [Fact]
    public void Read_FindsCountsAtEveryDepth()
    {
        UsageTable table = new(
            UsageShape.None,
            new("in", UsageBucket.Input),
            new("out", UsageBucket.Output),
            new("details.cached", UsageBucket.CachedInput),
            new("details.more.thoughts", UsageBucket.Reasoning),
            new("list[kind=IMAGE].count", UsageBucket.Additional(UsageCounts.InputImage), UsageRule.Sum));

        UsageDetails usage = Read(table, """
            {"in":10,"other":{"in":99},"details":{"cached":4,"more":{"thoughts":3}},"out":5,
             "list":[{"count":2,"kind":"IMAGE"},{"kind":"TEXT","count":7},{"kind":"IMAGE","count":1},{"kind":"IMAGE"}]}
            """)!;

        Assert.Equal((10, 5, 15), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal((4, 3), (usage.CachedInputTokenCount, usage.ReasoningTokenCount));
        Assert.Equal([new(UsageCounts.InputImage, 3)], usage.AdditionalCounts!);
    }

    [Fact]
    public void Read_ReturnsNothingForNull() => Assert.Null(Read(new UsageTable(UsageShape.ZeroWhereAbsent), "null"));

    [Fact]
    public void Read_TakesNeitherNullNorNegativeCounts()
    {
        UsageTable table = new(
            UsageShape.None,
            new("in", UsageBucket.Input),
            new("out", UsageBucket.Output),
            new("write", UsageBucket.Additional(UsageCounts.CacheWrite)));

        UsageDetails usage = Read(table, """{"in":null,"out":-3,"write":0}""")!;

        Assert.Null(usage.InputTokenCount);
        Assert.Equal(0, usage.OutputTokenCount);
        Assert.Null(usage.TotalTokenCount);
        Assert.Null(usage.AdditionalCounts);
    }

    [Theory]
    [InlineData(UsageRule.Latest, """{"a":7,"b":5}""", 5)]
    [InlineData(UsageRule.Cumulative, """{"a":7,"b":5}""", 5)]
    [InlineData(UsageRule.Cumulative, """{"a":7,"b":null}""", 7)]
    [InlineData(UsageRule.Fallback, """{"a":7,"b":5}""", 7)]
    [InlineData(UsageRule.Fallback, """{"b":5}""", 5)]
    [InlineData(UsageRule.Sum, """{"a":7,"b":5}""", 12)]
    [InlineData(UsageRule.Largest, """{"a":7,"b":5}""", 7)]
    [InlineData(UsageRule.Optional, """{"a":7,"b":{"c":1}}""", 7)]
    [InlineData(UsageRule.Optional, """{"a":7,"b":5}""", 5)]
    public void Rules_DecideWhichCountStays(object rule, string json, long expected)
    {
        UsageTable table = new(UsageShape.None, new("a", UsageBucket.Input), new("b", UsageBucket.Input, (UsageRule)rule));

        Assert.Equal(expected, Read(table, json)!.InputTokenCount);
    }

    [Theory]
    [InlineData("""{"cache_creation_input_tokens":500,"prompt_tokens_details":{"cache_write_tokens":0}}""", UsageCounts.CacheWrite, 500)]
    [InlineData("""{"prompt_tokens_details":{"cache_write_tokens":500},"cache_creation_input_tokens":0}""", UsageCounts.CacheWrite, 500)]
    [InlineData("""{"cost":0.5,"cost_in_usd_ticks":0}""", UsageCounts.CostTicks, 5_000_000_000)]
    public void Zero_DoesNotReplaceWhatAnotherPlaceCounted(string json, string name, long expected) =>
        Assert.Equal([new(name, expected)], Read(OpenAIChatUsage.Table, json)!.AdditionalCounts!);

    [Fact]
    public void Cumulative_ZeroReplacesAnAdditionalCount()
    {
        UsageBucket searches = UsageBucket.Additional(UsageCounts.WebSearches);
        UsageTable table = new(
            UsageShape.None, new("a", searches, UsageRule.Cumulative), new("b", searches, UsageRule.Cumulative));

        Assert.Null(Read(table, """{"a":7,"b":0}""")!.AdditionalCounts);
    }

    [Theory]
    [InlineData("""{"cost":0.00012345}""", 1_234_500L)]
    [InlineData("""{"cost":{"total_cost":0.5,"input":0.1}}""", 5_000_000_000L)]
    [InlineData("""{"cost":"free"}""", null)]
    [InlineData("""{"cost":-1}""", null)]
    public void Dollars_AreKeptInTicks(string json, long? expected)
    {
        UsageBucket ticks = UsageBucket.Additional(UsageCounts.CostTicks);
        UsageTable table = new(UsageShape.None, new("cost", ticks, UsageRule.Dollars), new("cost.total_cost", ticks, UsageRule.Dollars));

        Assert.Equal(expected, ticks.Get(Read(table, json)!));
    }

    [Fact]
    public void CacheOutsideInput_IsAddedToIt()
    {
        UsageTable table = new(
            UsageShape.CacheOutsideInput | UsageShape.ZeroWhereAbsent,
            new("in", UsageBucket.Input),
            new("read", UsageBucket.CachedInput),
            new("write", UsageBucket.Additional(UsageCounts.CacheWrite)),
            new("short", UsageBucket.Additional(UsageCounts.CacheWrite5Minutes)),
            new("long", UsageBucket.Additional(UsageCounts.CacheWrite1Hour)));

        UsageDetails whole = Read(table, """{"in":1,"read":10,"write":100,"short":60,"long":40}""")!;
        UsageDetails part = Read(table, """{"in":1,"read":10,"write":100,"short":60}""")!;

        Assert.Equal((111, 0, 111, 10),
            (whole.InputTokenCount, whole.OutputTokenCount, whole.TotalTokenCount, whole.CachedInputTokenCount));
        Assert.Equal(3, whole.AdditionalCounts!.Count);
        Assert.Equal([new(UsageCounts.CacheWrite, 100)], part.AdditionalCounts!);
    }

    [Fact]
    public void ToolsAndReasoningOutside_AreAddedToInputAndOutput()
    {
        UsageTable table = new(
            UsageShape.ToolsOutsideInput | UsageShape.ReasoningOutsideOutput | UsageShape.ZeroWhereAbsent,
            new("in", UsageBucket.Input),
            new("out", UsageBucket.Output),
            new("tools", UsageBucket.Additional(UsageCounts.ToolInput)),
            new("thoughts", UsageBucket.Reasoning));

        UsageDetails usage = Read(table, """{"in":1,"out":10,"tools":100,"thoughts":1000}""")!;

        Assert.Equal((101, 1010, 1111), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal(0, usage.CachedInputTokenCount);
    }

    [Theory]
    [InlineData("""{"details":7}""")]
    [InlineData("""{"list":{}}""")]
    [InlineData("""{"in":"seven"}""")]
    [InlineData("7")]
    public void OtherJsonTypes_AreRefused(string json)
    {
        UsageTable table = new(
            UsageShape.None,
            new("in", UsageBucket.Input),
            new("details.cached", UsageBucket.CachedInput),
            new("list[kind=IMAGE].count", UsageBucket.InputText));

        Assert.Throws<JsonException>(() => Read(table, json));
    }

    [Fact]
    public void OtherJsonTypes_ArePassedOverWhereTheShapeSaysSo()
    {
        UsageTable table = new(UsageShape.SkipsOtherTypes, new("details.cached", UsageBucket.CachedInput), new("in", UsageBucket.Input));

        Assert.Equal(3, Read(table, """{"details":[1,{"cached":2}],"in":3}""")!.InputTokenCount);
    }

    [Fact]
    public void CountsBeyondAnyAnswer_AreMalformed()
    {
        UsageTable table = new(UsageShape.None, new("in", UsageBucket.Input), new("out", UsageBucket.Output));

        Assert.Throws<JsonException>(() => Read(table, """{"in":9223372036854775807,"out":1}"""));
    }

    [Fact]
    public void TryReadField_CreatesTheUsageWithTheFirstCount()
    {
        UsageReader reader = new(new UsageTable(UsageShape.TotalOfKnown, new UsagePath("out", UsageBucket.Output)));
        Utf8JsonReader json = new("""{"other":1,"out":5}"""u8);
        UsageDetails? usage = null;
        json.Read();
        json.Read();
        Assert.False(reader.TryReadField(ref json, ref usage));
        Assert.Null(usage);

        json.Skip();
        json.Read();
        Assert.True(reader.TryReadField(ref json, ref usage));
        reader.Settle(usage!);

        Assert.Equal((null, 5, 5), (usage!.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    private static UsageDetails? Read(UsageTable table, string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return new UsageReader(table).Read(ref reader);
    }
}
