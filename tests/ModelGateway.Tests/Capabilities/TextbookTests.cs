using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Capabilities;

/// <summary>The case that every introduction to model gateways has: who can take 128k tokens and answer in JSON?</summary>
public sealed class TextbookTests
{
    private static readonly Capability[] Structured = [Capability.Tools, Capability.JsonSchema, Capability.SystemPrompt, Capability.Streaming];

    private static readonly ModelInfo[] Models =
    [
        new() { Id = "gpt-3.5-turbo", ContextWindow = 16_385, MaxOutputTokens = 4_096, Capabilities = new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "gpt-4", ContextWindow = 8_192, MaxOutputTokens = 8_192, Capabilities = new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "llama-3-8b", ContextWindow = 8_192, Capabilities = new([], [Capability.JsonSchema, Capability.Tools]) },
        new() { Id = "mistral-large-128k", ContextWindow = 128_000, Capabilities = new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "gemini-1.5-pro", ContextWindow = 2_097_152, MaxOutputTokens = 8_192, Capabilities = new(Structured) },
        new() { Id = "claude-3-5-sonnet", ContextWindow = 200_000, MaxOutputTokens = 8_192, Capabilities = new(Structured) },
    ];

    [Fact]
    public async Task LongContextAndJson_FindTheTwoThatCan_AndSayWhyTheOthersCannot()
    {
        using NegotiationGateway gateway = new(Models);

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions().Require(Capability.Context(128_000), Capability.JsonSchema));

        Assert.Equal(["gemini-1.5-pro", "claude-3-5-sonnet"], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal(
            [
                ("mistral-large-128k", "lacks json-schema"),
                ("gpt-3.5-turbo", "lacks json-schema; context window 16385 < 128000"),
                ("gpt-4", "lacks json-schema; context window 8192 < 128000"),
                ("llama-3-8b", "lacks json-schema; context window 8192 < 128000"),
            ],
            explanation.Excluded.Select(static excluded => (excluded.Deployment, excluded.Reason)));
        Assert.Equal([Capability.JsonSchema, Capability.Context(128_000)], explanation.Excluded[1].Lacks);
    }

    [Fact]
    public async Task TheRequestGoesToTheFirstThatCan_AndTheReceiptNamesTheRest()
    {
        using NegotiationGateway gateway = new(Models);

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions().Require(Capability.Context(128_000), Capability.JsonSchema));

        Assert.Equal("gemini-1.5-pro", receipt.Deployment);
        Assert.Equal(["mistral-large-128k", "gpt-3.5-turbo", "gpt-4", "llama-3-8b"], receipt.Skipped.Select(static skipped => skipped.Deployment));
        Assert.Contains("gpt-4: lacks json-schema; context window 8192 < 128000", receipt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlainTranslation_TakesAny()
    {
        using NegotiationGateway gateway = new(Models);

        RouteExplanation explanation = await gateway.Client.ExplainAsync("Translate to French: good morning");

        Assert.Equal(Models.Select(static model => model.Id), explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Empty(explanation.Excluded);
        Assert.Equal("gpt-3.5-turbo", (await gateway.AskAsync()).Deployment);
    }

    [Fact]
    public async Task AWholeBookIsRefusedBySizeAlone_ByTheModelsThatItSurelyExceeds()
    {
        using NegotiationGateway gateway = new(Models);
        string book = string.Concat(Enumerable.Range(0, 220_000).Select(static i => i % 7 == 0 ? "the " : "word "));

        GatewayReceipt receipt = await gateway.AskAsync(text: book);

        Assert.Equal("gemini-1.5-pro", receipt.Deployment);
        Assert.All(
            receipt.Skipped.Where(static skipped => skipped.Deployment is "gpt-4" or "llama-3-8b"),
            static skipped => Assert.Matches("^about [0-9,]+ tokens of input exceed its window of 8,192$", skipped.Reason));
    }
}
