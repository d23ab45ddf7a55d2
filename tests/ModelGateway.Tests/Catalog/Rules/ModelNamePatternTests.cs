using ModelGateway.Catalog.Rules;

namespace ModelGateway.Tests.Catalog.Rules;

public sealed class ModelNamePatternTests
{
    [Theory]
    [InlineData("gpt-5.4", "gpt-5.4", true)]
    [InlineData("gpt-5.4", "GPT-5.4-2026-03-05", true)]
    [InlineData("gpt-5.4", "gpt-5.4-mini", false)]
    [InlineData("gpt-5.4", "gpt-5.40", false)]
    [InlineData("gpt-5.4", "gpt-5.4-1106", false)]
    [InlineData("claude-opus-4-5", "claude-opus-4-5-20251101", true)]
    [InlineData("claude-opus-4-5", "claude-opus-4-5@20251101", true)]
    [InlineData("*claude-opus-4-5", "us.anthropic.claude-opus-4-5-20251101-v1:0", true)]
    [InlineData("*claude-opus-4-5", "us.anthropic.claude-opus-4-5-v1:0", true)]
    [InlineData("*claude-opus-4", "anthropic.claude-opus-4-6-v1", false)]
    [InlineData("*claude-opus-4", "claude-opus-4-20250514", true)]
    [InlineData("gpt-5*-pro", "gpt-5.2-pro", true)]
    [InlineData("gpt-5*-pro", "gpt-5.2-pro-2025-12-11", true)]
    [InlineData("gpt-5*-pro", "gpt-5.2-prompt", false)]
    [InlineData("*", "any", true)]
    [InlineData("*-audio-*", "gpt-4o-audio-preview", true)]
    [InlineData("*-audio-*", "gpt-4o", false)]
    public void Pattern_MatchesNamesAndTheirDates(string pattern, string name, bool matches) =>
        Assert.Equal(matches, ModelNamePattern.Matches(pattern, name));
}
