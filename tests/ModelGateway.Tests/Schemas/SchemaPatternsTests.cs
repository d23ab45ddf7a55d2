using System.Text.Json;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Schemas;

public sealed class SchemaPatternsTests
{
    private static readonly string Hostile = new string('a', 5_000) + "!";

    /// <summary>
    /// Patterns that take a backtracking engine for ever are matched by the automaton, which finds that the text does not match.
    /// </summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa)+$")]
    public void Match_DecidesAHostilePattern(string pattern)
    {
        SchemaPatterns patterns = new();
        Assert.Equal(SchemaResult.Unfit, patterns.Match(pattern, Hostile));
        Assert.Equal(SchemaResult.Fits, patterns.Match(pattern, Hostile[..^1]));
    }

    /// <summary>The look-ahead needs the backtracking engine, which the time limit stops. It is not tried again.</summary>
    [Fact]
    public void Match_CannotTellAfterATimeout()
    {
        SchemaPatterns patterns = new();
        Assert.Equal(SchemaResult.CannotTell, patterns.Match("^(?=a)(a+)+$", Hostile));
        Assert.Equal(SchemaResult.CannotTell, patterns.Match("^(?=a)(a+)+$", "b"));
    }

    [Theory]
    [InlineData("^(a+)+$", 20)]
    [InlineData("^(?=a)(a+)+$", 0)]
    public void Check_ReportsEveryTextThatAHostilePatternRejects(string pattern, int faults)
    {
        JsonElement schema = JsonElement.Parse($$$"""{"items":{"pattern":{{{JsonSerializer.Serialize(pattern)}}}}}""");
        JsonElement value = JsonElement.Parse($"[{string.Join(',', Enumerable.Repeat($"\"{Hostile}\"", 50))}]");

        SchemaVerdict verdict = SchemaValidator.Check(schema, value);

        Assert.Equal(faults, verdict.Faults.Count);
        Assert.Equal(faults == 0 ? SchemaResult.CannotTell : SchemaResult.Unfit, verdict.Result);
    }

    [Theory]
    [InlineData("^a+$", "aaa", true)]
    [InlineData("^a+$", "aab", false)]
    [InlineData("a", "bab", true)]
    [InlineData("^(?!b)a", "ac", true)]
    [InlineData("^(?!b)a", "ba", false)]
    [InlineData("^(?<year>\\d{4})-\\d{2}$", "2026-11", true)]
    public void Match_SearchesTheText(string pattern, string text, bool expected) =>
        Assert.Equal(expected ? SchemaResult.Fits : SchemaResult.Unfit, new SchemaPatterns().Match(pattern, text));

    [Fact]
    public void Match_CannotTellForALongPattern()
    {
        SchemaPatterns patterns = new();
        Assert.Equal(SchemaResult.Unfit, patterns.Match(new string('a', 2_000), "b"));
        Assert.Equal(SchemaResult.CannotTell, patterns.Match(new string('a', 2_001), "b"));
    }
}
