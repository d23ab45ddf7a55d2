using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace ModelGateway.Tests.Negotiation;

/// <summary>The usual example of model gateways: which models take 128k tokens and answer in JSON?</summary>
public sealed class TextbookTests
{
    private static readonly Capability[] Structured =
        [Capability.Tools, Capability.JsonSchema, Capability.SystemPrompt, Capability.Streaming];

    private static readonly ModelInfo[] Models =
    [
        new() { Id = "gpt-3.5-turbo", ContextWindow = 16_385, MaxOutputTokens = 4_096, Capabilities =
            new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "gpt-4", ContextWindow = 8_192, MaxOutputTokens = 8_192, Capabilities =
            new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "llama-3-8b", ContextWindow = 8_192, Capabilities = new([], [Capability.JsonSchema, Capability.Tools]) },
        new() { Id = "mistral-large-128k", ContextWindow = 128_000, Capabilities = new([Capability.Tools], [Capability.JsonSchema]) },
        new() { Id = "gemini-1.5-pro", ContextWindow = 2_097_152, MaxOutputTokens = 8_192, Capabilities = new(Structured) },
        new() { Id = "claude-3-5-sonnet", ContextWindow = 200_000, MaxOutputTokens = 8_192, Capabilities = new(Structured) },
    ];

    [Fact]
    public async Task Explain_FindsTheTwoModelsWithLongContextAndJson()
    {
        using NegotiationGateway gateway = new(Models);

        RouteExplanation explanation =
            await gateway.Client.ExplainAsync("hi", new ChatOptions().WithRequired(Capability.Context(128_000), Capability.JsonSchema));

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
    public async Task Catalog_KnowsAllModelsOfTheExample()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2024, 11, 1, 0, 0, 0, TimeSpan.Zero));
        using IChatClient gateway = GatewayChatClient.Create(builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            builder.AddOpenAI("openai", static provider => provider.Keys.Add("k"));
            builder.AddAnthropic("anthropic", static provider => provider.Keys.Add("k"));
            builder.AddGemini("google", static provider => provider.Keys.Add("k"));
            builder.AddRoute("chat", static route => route.To(
                "openai/gpt-3.5-turbo", "openai/gpt-4", "openai/gpt-4-turbo", "google/gemini-1.5-pro",
                    "anthropic/claude-3-5-sonnet-20241022"));
        });

        RouteExplanation demanding =
            await gateway.ExplainAsync("hi", new ChatOptions().WithRequired(Capability.Context(128_000), Capability.JsonSchema));
        RouteExplanation plain = await gateway.ExplainAsync("Translate to French: good morning");

        Assert.Equal(["google/gemini-1.5-pro", "anthropic/claude-3-5-sonnet-20241022"], demanding.Candidates.Select(
            static candidate => candidate.Deployment));
        Assert.Equal(
            [
                ("openai/gpt-4-turbo", "lacks json-schema"),
                ("openai/gpt-3.5-turbo", "lacks json-schema; context window 16385 < 128000"),
                ("openai/gpt-4", "lacks json-schema; context window 8192 < 128000"),
            ],
            demanding.Excluded.Select(static excluded => (excluded.Deployment, excluded.Reason)));
        Assert.Equal(5, plain.Candidates.Count);
    }

    [Fact]
    public async Task Request_GoesToTheFirstFittingModel()
    {
        using NegotiationGateway gateway = new(Models);

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions().WithRequired(Capability.Context(128_000), Capability.JsonSchema));

        Assert.Equal("gemini-1.5-pro", receipt.Deployment);
        Assert.Equal(
            ["mistral-large-128k", "gpt-3.5-turbo", "gpt-4", "llama-3-8b"], receipt.Skipped.Select(static skipped => skipped.Deployment));
        Assert.Contains("gpt-4: lacks json-schema; context window 8192 < 128000", receipt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainRequest_MayUseAnyModel()
    {
        using NegotiationGateway gateway = new(Models);

        RouteExplanation explanation = await gateway.Client.ExplainAsync("Translate to French: good morning");

        Assert.Equal(Models.Select(static model => model.Id), explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Empty(explanation.Excluded);
        Assert.Equal("gpt-3.5-turbo", (await gateway.AskAsync()).Deployment);
    }

    [Fact]
    public async Task LongInput_ExcludesModelsThatItCertainlyExceeds()
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
