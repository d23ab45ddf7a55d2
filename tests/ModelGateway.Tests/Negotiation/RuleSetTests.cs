using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Negotiation;

/// <summary>One evaluation of the rules, which negotiation and explanations show as the wire does.</summary>
public sealed class RuleSetTests
{
    [Fact]
    public async Task Explanation_SaysWhatWouldBeSent()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.5");

        RouteExplanation moved = await gateway.Client.ExplainAsync("hi",
            RuledGateway.Tools(ReasoningEffort.Low, static o => o.Temperature = 0.5f));
        RouteExplanation held = await gateway.Client.ExplainAsync("hi", RuledGateway.Tools(ReasoningEffort.Low, static o => o.Seed = 1));

        Assert.Equal(0, gateway.Requests);
        Assert.Equal(ProviderApi.Responses, moved.Candidates[0].Api);
        Assert.Equal([Capability.Sampling], moved.Candidates[0].LeavesOut);
        Assert.Equal(["sent to Responses, as gpt-5.5 refuses function tools while it reasons on Chat Completions."],
            moved.Candidates[0].Notes);
        Assert.Equal(ProviderApi.ChatCompletions, held.Candidates[0].Api);
        Assert.True(held.Candidates[0].IsLastResort);
        Assert.Equal([Capability.Reasoning], held.Candidates[0].LeavesOut);
        Assert.Contains("Seed is an option of Chat Completions alone", held.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_OfARefusalNamesTheRule()
    {
        using RuledGateway gateway = new("Gemini", "gemini-2.5-flash");

        RouteExplanation explanation = await gateway.Client.ExplainAsync(
            "hi", RuledGateway.Tools(configure: static o => o.ResponseFormat = ChatResponseFormat.Json));

        Assert.Empty(explanation.Candidates);
        Assert.Contains("refuses JSON beside function tools", explanation.Excluded[0].Reason, StringComparison.Ordinal);
        Assert.Equal([Capability.JsonObject], explanation.Excluded[0].Lacks);
    }

    [Fact]
    public void Judge_AllocatesNothing()
    {
        RuleSet rules = RuleSet.From(
            ModelCatalog.Embedded.Find("openai", "gpt-5.6")!.Rules, new ApiReach(ProviderApi.ChatCompletions, true, false, 0))!;
        ChatOptions options = RuledGateway.Tools(ReasoningEffort.Low, static o => o.Temperature = 1);
        List<ChatMessage> messages = [new(ChatRole.User, "hi")];
        RuleVerdict Judge() => rules.Judge(RequestTraits.Read(messages, options, RequestInference.ReadOptions(options)));
        Judge();

        long before = GC.GetAllocatedBytesForCurrentThread();
        RuleVerdict verdict = Judge();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(ProviderApi.Responses, verdict.Api);
    }

    [Fact]
    public void Rules_AreNotLookedAtByRequestsThatUseNoneOfIt()
    {
        RuleSet rules = RuleSet.From(
            ModelCatalog.Embedded.Find("anthropic", "claude-haiku-4-5")!.Rules, default)!;

        Assert.Equal(
            CapabilityFlags.None,
            rules.Triggers & (CapabilityFlags.Tools | CapabilityFlags.Streaming | CapabilityFlags.SystemPrompt | MeasureFlags.Chat));
        Assert.Null(RuleSet.From([], default));
        Assert.Null(RuleSet.From([new ModelRule { Name = "a", Api = ProviderApi.Responses }], default));
    }
}
