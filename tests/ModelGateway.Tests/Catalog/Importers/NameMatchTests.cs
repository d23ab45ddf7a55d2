using System.Text.Json;
using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class NameMatchTests
{
    [Fact]
    public void Find_UsesTheListsRulesForNames()
    {
        CatalogImport import = Import("""
            { "id": "claude-sonnet-4-5", "match": { "or": [ { "starts_with": "claude-sonnet-4-5" }, { "contains": "sonnet-45" }, { "equals": "sonnet-latest" } ] }, "prices": { "input_mtok": 3 } },
            { "id": "claude-regex", "match": { "and": [ { "regex": "^claude-r\\d{4}$" }, { "not": { "ends_with": "9" } } ] }, "prices": { "input_mtok": 4 } },
            { "id": "claude-sonnet-4", "match": { "starts_with": "claude-sonnet-4" }, "prices": { "input_mtok": 5 } }
            """);
        Assert.Equal(["sonnet-latest"], import.Models["anthropic"][0].Aliases);
        Assert.Equal(3m, Price("claude-sonnet-4-5-20250929"));
        Assert.Equal(3m, Price("eu.Sonnet-45-v1"));
        Assert.Equal(3m, Price("SONNET-LATEST"));
        Assert.Equal(4m, Price("claude-r2026"));
        Assert.Equal(5m, Price("claude-sonnet-4-20250514"));
        Assert.Null(Price("claude-r2029"));
        Assert.Null(import.Find("openai", "claude-sonnet-4-5"));

        decimal? Price(string name) => import.Find("anthropic", name)?.Pricing!.Rules[0].Rates[PriceUnit.Input];
    }

    [Theory]
    [InlineData("""{ "regex": "((((a{64}){64}){64}){64})" }""")]
    [InlineData("""{ "regex": "(?=lookahead)" }""")]
    [InlineData("""{ "regex": "(unclosed" }""")]
    [InlineData("""{ "sounds_like": "claude" }""")]
    [InlineData("""{ "equals": "a", "contains": "b" }""")]
    [InlineData("""{ "or": [ { "equals": "a" }, { "sounds_like": "b" } ] }""")]
    public void Read_ReportsAnUnknownRule(string match)
    {
        CatalogImport import = Import($$"""{ "id": "m", "match": {{match}}, "prices": {} }""");
        Assert.Null(import.Find("anthropic", "a"));
        Assert.NotNull(import.Find("anthropic", "m"));
        Assert.Contains(
            import.Report.Unused, field => field.Name.StartsWith("match", StringComparison.Ordinal) && field.Reason == "no rule of ours");
    }

    [Theory]
    [InlineData("""{ "equals": "a" }""", "A", true)]
    [InlineData("""{ "equals": "a" }""", "ab", false)]
    [InlineData("""{ "starts_with": "a" }""", "AB", true)]
    [InlineData("""{ "ends_with": "b" }""", "ab", true)]
    [InlineData("""{ "contains": "b" }""", "abc", true)]
    [InlineData("""{ "contains": "d" }""", "abc", false)]
    [InlineData("""{ "regex": "^a{1,3}$" }""", "AAA", true)]
    [InlineData("""{ "regex": "^a{1,3}$" }""", "aaaa", false)]
    [InlineData("""{ "not": { "equals": "a" } }""", "b", true)]
    [InlineData("""{ "and": [ { "starts_with": "a" }, { "ends_with": "c" } ] }""", "abc", true)]
    [InlineData("""{ "and": [ { "starts_with": "a" }, { "ends_with": "c" } ] }""", "ab", false)]
    [InlineData("""{ "or": [ { "equals": "a" }, { "equals": "b" } ] }""", "b", true)]
    public void Fits_ComparesWithoutCase(string rule, string name, bool expected) => Assert.Equal(expected, Read(rule)!.Fits(name));

    [Fact]
    public void Names_AreThoseThatTheRuleListsInFull() =>
        Assert.Equal(
            ["a", "b"],
            Read("""{ "or": [ { "equals": "a" }, { "starts_with": "c" }, { "or": [ { "equals": "b" } ] } ] }""")!.Names);

    private static NameMatch? Read(string rule)
    {
        using JsonDocument document = JsonDocument.Parse(rule);
        return NameMatch.Read(new ImportValue(document.RootElement, new ImportPlace("test", null), ""));
    }

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""[ { "id": "anthropic", "models": [ {{models}} ] } ]"""));
}
