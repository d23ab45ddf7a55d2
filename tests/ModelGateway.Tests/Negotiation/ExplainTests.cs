using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Negotiation;

public sealed partial class ExplainTests
{
    [Fact]
    public async Task Explain_NamesNeedsWithTheirSources()
    {
        using NegotiationGateway gateway = new([new() { Id = "a" }], route => route.Require(Capability.Tools, Capability.Context(1_000)));
        ChatOptions options = new ChatOptions { Seed = 1, Instructions = "be brief", MaxOutputTokens = 100, ModelId = "chat" }
            .WithRequired(Capability.NoTraining, Capability.Context(2_000), Capability.Output(50), Capability.Region("eu"));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", options);

        Assert.Equal(
            [
                "tools (route)", "system-prompt (request)", "seed (request, optional)", "no-training (options)", "context:2000 (options)",
                    "output:50 (options)",
                "region:eu (options)",
            ],
            explanation.Requirements.Select(static one => one.ToString()));
        Assert.Equal(("chat", "chat", 100), (explanation.Route, explanation.RequestedModel, explanation.RequestedOutputTokens));
        Assert.True(explanation.EstimatedInputTokens > 0);
        Assert.Empty(explanation.Candidates);
        Assert.Equal(
            "is not known to have no-training; its region is unknown, and eu is required", Assert.Single(explanation.Excluded).Reason);
    }

    [Fact]
    public async Task Explain_WritesTextForAConsole()
    {
        using NegotiationGateway gateway = new(
            [
                new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.Seed) },
                new() { Id = "b", Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) },
                new() { Id = "c", Capabilities = NegotiationGateway.Cannot(Capability.ImageInput) },
                new() { Id = "d", Capabilities = NegotiationGateway.Can(Capability.Reasoning) },
            ],
            route => route.Bridge(Bridges.SchemaByTool));
        ChatOptions options = new ChatOptions { Seed = 1 }.WithRequired(Capability.JsonSchema, Capability.ImageInput)
            .WithPreferred(Capability.Reasoning, 0.5);

        string text = (await gateway.Client.ExplainAsync("hi", options)).ToString();

        Assert.Equal(
            """
            chat needs json-schema (options), image-input (options), seed (request, optional) · about N tokens of input
              1. d · preferred by 0.5 · unknown: json-schema, image-input, seed
              2. b · bridged: SchemaByTool · unknown: image-input, seed
              3. a · last resort · leaves out seed · unknown: json-schema, image-input
              out: c: lacks image-input
            """,
            Number().Replace(text.ReplaceLineEndings(), "about N tokens"));
    }

    [Fact]
    public async Task Explain_SendsNothingAndHoldsNothing()
    {
        ReceiptLog receipts = new();
        using NegotiationGateway gateway = new([new() { Id = "a" }], gateway: builder => builder.AddReceiptObserver(receipts));

        await gateway.Client.ExplainAsync("hi");

        Assert.Equal(0, gateway.AllCalls);
        Assert.Empty(receipts.All);
        Assert.Equal(0, ((Deployment)gateway.Client.GetService(typeof(Deployment), "a")!).InFlight);
    }

    [Fact]
    public async Task Explain_SaysWhatHoldsACandidateBackWithoutChangingIt()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic);
        gateway.First.Fail(SimulatedFault.RateLimited(TimeSpan.FromSeconds(12)));
        await gateway.AskAsync(stream: false);

        RouteExplanation first = await gateway.Client.ExplainAsync("hi");
        RouteExplanation again = await gateway.Client.ExplainAsync("hi");

        Assert.StartsWith(
            "rate limited for 12 s (Providers:p1:Keys), as it last said 429: ", first.Candidates[0].HeldBackBy, StringComparison.Ordinal);
        Assert.Null(first.Candidates[1].HeldBackBy);
        Assert.Equal(first.ToString(), again.ToString());
        gateway.Time.Advance(TimeSpan.FromSeconds(13));
        Assert.All((await gateway.Client.ExplainAsync("hi")).Candidates, static candidate => Assert.Null(candidate.HeldBackBy));
        Assert.Single(gateway.First.Requests);
    }

    [Fact]
    public async Task Explain_SaysThatADeploymentIsAtItsLimit()
    {
        TaskCompletionSource<ChatResponse> answer = new();
        using IChatClient gateway = GatewayChatClient.Create(builder =>
            builder.AddDeployment(
                "a", new ScriptedChatClient().Reply((_, _) => answer.Task), configure: static options =>
                    options.Model = new() { Id = "a", MaxConcurrency = 1 }));
        Task<ChatResponse> pending = gateway.GetResponseAsync("hi");

        RouteExplanation explanation = await gateway.ExplainAsync("hi");
        answer.SetResult(ScriptedAnswers.Answer("hello"));
        await pending;

        Assert.Equal("at its limit of 1 requests in flight", Assert.Single(explanation.Candidates).HeldBackBy);
    }

    [Fact]
    public async Task Explain_IsReachableThroughOuterClientsAndThrowsWithoutAGateway()
    {
        using NegotiationGateway gateway = new([new() { Id = "a" }]);
        using IChatClient around = gateway.Client.AsBuilder().UseFunctionInvocation().Build();

        Assert.Single((await around.ExplainAsync("hi")).Candidates);
        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => ScriptedAnswers.Hello().ExplainAsync("hi"));
        Assert.Contains("no gateway below", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ThrowsForAnUnknownName()
    {
        using NegotiationGateway gateway = new([new() { Id = "a" }]);

        await Assert.ThrowsAsync<NoRouteException>(() => gateway.Client.ExplainAsync("hi", new ChatOptions { ModelId = "nowhere" }));
        Assert.Throws<ArgumentException>(() => { _ = gateway.Client.ExplainAsync([]); });
    }

    [Fact]
    public async Task Explain_AgreesWithTheRequest()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic, SimulatedProtocol.Gemini],
            Model = static (index, model) => index == 1 ? model
                : model with { Capabilities = NegotiationGateway.Cannot(Capability.ImageInput) },
        });
        ChatMessage[] messages = [new(ChatRole.User, [new TextContent("what?"), new DataContent(new byte[] { 1 }, "image/png")])];

        RouteExplanation explanation = await gateway.Client.ExplainAsync(messages);
        GatewayAnswer answer = await gateway.AskAsync(stream: true, messages);

        Assert.Null(answer.Exception);
        Assert.Equal([gateway.Deployments[1]], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal([0, 1, 0], gateway.Simulators.Select(static simulator => simulator.Requests.Count));
        Assert.Equal(explanation.Excluded.Select(static one => one.Reason), gateway.Receipts[^1].Skipped.Select(static one => one.Reason));
    }

    // The size of the estimate does not matter to this test.
    [GeneratedRegex(@"about \d+ tokens")]
    private static partial Regex Number();
}
