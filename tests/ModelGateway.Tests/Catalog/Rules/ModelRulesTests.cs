using System.Text;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Tests.Catalog.Rules;

/// <summary>The rules of catalog files: whom they hold for, and how files are layered.</summary>
public sealed class ModelRulesTests
{
    private static readonly string[] Vendors = ["openai", "azure-openai", "anthropic", "gemini", "xai", "bedrock", "ollama"];

    [Fact]
    public void EmbeddedRules_NameTheirSources()
    {
        Assert.All(Vendors, static vendor => Assert.NotEmpty(ModelCatalog.Embedded.Header(vendor)!.Rules));
        Assert.All(
            EmbeddedFiles.Names.SelectMany(static name => ModelCatalog.Embedded.Header(name)!.Rules),
            static rule => Assert.True(Uri.TryCreate(rule.Rule.Source, UriKind.Absolute, out _), $"{rule.Rule.Name}: {rule.Rule.Source}"));
    }

    [Fact]
    public void EmbeddedRules_HaveConsequences() => Assert.All(
        EmbeddedFiles.Names.SelectMany(static name => ModelCatalog.Embedded.Header(name)!.Rules).Select(static rule => rule.Rule),
        static rule => Assert.True(
            rule.Lacks.Count + rule.LeavesOut.Count + rule.TakesEfforts.Count > 0 || rule.Needs != ProviderApi.Auto, rule.Name));

    [Theory]
    [InlineData("openai", "gpt-5.6-luna", "function tools while it reasons")]
    [InlineData("openai", "gpt-5.7-preview", "stop sequences")]
    [InlineData("azure-openai", "gpt-5.6-luna", "function tools while it reasons")]
    [InlineData("vertex-ai", "claude-opus-4-6", "temperature together with top_p")]
    [InlineData("vertex-ai", "gemini-3-pro-preview", "other efforts")]
    [InlineData("bedrock", "eu.anthropic.claude-opus-4-6-v1", "temperature together with top_p")]
    public void Rules_HoldForModels(string provider, string model, string rule) => Assert.Contains(
        rule, ModelCatalog.Embedded.FindRules(provider, new ModelInfo { Id = model }).Select(static one => one.Name));

    [Fact]
    public void Rules_OfAnotherServersModelsAreNotTaken() =>
        Assert.Empty(ModelCatalog.Embedded.Find("litellm", "openai/gpt-5.5")!.Rules);

    [Fact]
    public void Find_AppliesRulesWithoutConditions()
    {
        ModelInfo model = ModelCatalog.Embedded.Find("anthropic", "claude-opus-5-5")!;

        Assert.Equal(CapabilitySupport.No, model.Capabilities[Capability.Sampling]);
        Assert.Equal(CapabilitySupport.No, model.Capabilities[Capability.Prefill]);
    }

    [Fact]
    public void Rules_OfALaterFileReplaceThoseOfTheSameNameForItsModels()
    {
        ModelCatalog catalog = ModelCatalog.From(
            Parse("""{"provider":"x","rules":[{"name":"a","models":["m*"],"lacks":["seed"]},{"name":"b","models":["*"],"lacks":["tools"]}],"models":{"m1":{},"m2":{}}}"""),
            Parse("""{"provider":"x","rules":[{"name":"A","models":["m1"]}],"models":{"m2":{"rules":[{"name":"b","leavesOut":["top-p"]}]}}}"""));

        Assert.Equal("tools", Names(catalog.Find("x", "m1")!));
        Assert.Equal("seed", Names(catalog.Find("x", "m2")!));
        Assert.Equal(["top-p"], catalog.Find("x", "m2")!.Rules.Single(static rule => rule.Name == "b").LeavesOut);

        static string Names(ModelInfo model) => model.Capabilities.ToString().Replace("!", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","lacks":["seed"]}""", "names no models")]
    [InlineData("""{"models":["m"],"lacks":["seed"]}""", "has no name")]
    [InlineData("""{"name":"a","models":["m"],"uses":["tool"]}""", "which is no capability or option")]
    [InlineData("""{"name":"a","models":["m"],"takesEfforts":["unset"]}""", "which is no effort")]
    [InlineData("""{"name":"a","models":["m"],"efforts":["often"]}""", "which is no effort")]
    [InlineData("""{"name":"a","models":["m"],"needs":"chat"}""", "must be one of chat-completions, responses")]
    [InlineData("""{"name":"a","models":["m"],"otherwiseEffort":"none"}""", "needs no other interface")]
    [InlineData("""{"name":"a","models":["m"],"then":"x"}""", "is no field that there is")]
    public void Rule_WithAFaultIsRefused(string rule, string fault)
    {
        CatalogException refused = Assert.Throws<CatalogException>(() => Parse($$$"""{"provider":"x","rules":[{{{rule}}}],"models":{}}"""));

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsWrittenWithItsRules()
    {
        CatalogFile file = CatalogFile.Parse(EmbeddedFiles.Open("openai"), "openai", ModelCatalog.Embedded);

        CatalogFile again = CatalogFile.Parse(file.Write(), "openai", ModelCatalog.Embedded);

        Assert.Equal(file.Header.Rules.Select(static rule => rule.Rule), again.Header.Rules.Select(static rule => rule.Rule),
            RuleComparer.Instance);
        Assert.Equal(file.Header.Rules.SelectMany(static rule => rule.Models), again.Header.Rules.SelectMany(static rule => rule.Models));
        Assert.Equal(file.Header.Rules.SelectMany(static rule => rule.Except), again.Header.Rules.SelectMany(static rule => rule.Except));
    }

    private static CatalogFile Parse(string json) => CatalogFile.Parse(Encoding.UTF8.GetBytes(json), "x.json");
}
