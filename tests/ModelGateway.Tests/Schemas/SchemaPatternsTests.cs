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
    public void Matches_DecidesAHostilePattern(string pattern)
    {
        SchemaPatterns patterns = new();
        Assert.False(patterns.Matches(pattern, Hostile));
        Assert.True(patterns.Matches(pattern, Hostile[..^1]));
    }

    /// <summary>The look-ahead needs the backtracking engine, which the time limit stops. The pattern is then ignored.</summary>
    [Fact]
    public void Matches_AcceptsEveryTextAfterATimeout()
    {
        SchemaPatterns patterns = new();
        Assert.True(patterns.Matches("^(?=a)(a+)+$", Hostile));
        Assert.True(patterns.Matches("^(?=a)(a+)+$", "b"));
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
        Assert.True(verdict.IsConclusive);
    }

    [Theory]
    [InlineData("^a+$", "aaa", true)]
    [InlineData("^a+$", "aab", false)]
    [InlineData("a", "bab", true)]
    [InlineData("^(?!b)a", "ac", true)]
    [InlineData("^(?!b)a", "ba", false)]
    [InlineData("(unclosed", "anything", true)]
    public void Matches_SearchesTheText(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new SchemaPatterns().Matches(pattern, text));

    [Fact]
    public void Matches_IgnoresALongPattern()
    {
        SchemaPatterns patterns = new();
        Assert.False(patterns.Matches(new string('a', 2_000), "b"));
        Assert.True(patterns.Matches(new string('a', 2_001), "b"));
    }
}
