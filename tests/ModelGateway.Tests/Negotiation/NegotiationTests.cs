using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Negotiation;

public sealed class NegotiationTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    private static readonly ChatResponseFormat Format = ChatResponseFormat.ForJsonSchema(Schema);

    [Fact]
    public async Task Request_IsRoutedByItsInferredNeeds()
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.ImageInput) },
                new() { Id = "b", Capabilities = NegotiationGateway.Can(Capability.ImageInput) }]);

        ChatResponse response = await gateway.Client.GetResponseAsync(
            [new ChatMessage(ChatRole.User, [new TextContent("what is it?"), new DataContent(new byte[] { 1 }, "image/png")])]);

        Assert.Equal("b", response.GetReceipt()!.Deployment);
        Assert.Equal(new SkippedDeployment("a", "lacks image-input").Reason, Assert.Single(response.GetReceipt()!.Skipped).Reason);
        Assert.Empty(gateway.Calls("a"));
    }

    [Fact]
    public async Task NoRoute_ListsTheClosestFirstWhenNoCandidateFits()
    {
        using NegotiationGateway gateway = new(
        [
            new() { Id = "far", ContextWindow = 8_000, Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema, Capability.Tools) },
            new() { Id = "smaller", ContextWindow = 32_000 },
            new() { Id = "nearest", ContextWindow = 100_000 },
            new() { Id = "schemaless", ContextWindow = 128_000, Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) },
        ]);
        ChatOptions options = new ChatOptions { ResponseFormat = Format }.WithRequired(Capability.Context(128_000));

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => gateway.AskAsync(options));

        Assert.Equal(["schemaless", "nearest", "smaller", "far"], exception.Skipped.Select(static skipped => skipped.Deployment));
        Assert.Equal(
            ["lacks json-schema", "context window 100000 < 128000", "context window 32000 < 128000",
                "lacks json-schema; context window 8000 < 128000"],
            exception.Skipped.Select(static skipped => skipped.Reason));
        Assert.Equal([Capability.JsonSchema], exception.Skipped[0].Lacks);
        Assert.Contains("The closest: schemaless: lacks json-schema; nearest: context window 100000 < 128000; smaller: ", exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("and 1 more", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Routes:chat:Bridges", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Capabilities", exception.Message, StringComparison.Ordinal);
        Assert.Equal(exception.Skipped, exception.Receipt!.Skipped);
        Assert.Equal(AttemptOutcome.Failed, exception.Receipt.Outcome);
        Assert.Empty(exception.Receipt.Attempts);
        Assert.Equal(0, gateway.AllCalls);
    }

    [Fact]
    public async Task Stream_FailsWithNoRouteWhenNoCandidateFits()
    {
        using NegotiationGateway gateway = new([new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.Streaming) }]);

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(
            async () => await gateway.Client.GetStreamingResponseAsync("hi").ToChatResponseAsync());

        Assert.Equal("lacks streaming", Assert.Single(exception.Skipped).Reason);
        Assert.Equal("a", (await gateway.AskAsync()).Deployment);
    }

    [Theory]
    [InlineData(UnmetCapabilityBehavior.Allow, "unknown", "known")]
    [InlineData(UnmetCapabilityBehavior.LastResort, "known", "unknown")]
    [InlineData(UnmetCapabilityBehavior.Refuse, "known", null)]
    public async Task UnknownCapability_IsTreatedAsTheRouteSays(UnmetCapabilityBehavior choice, string first, string? second)
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "unknown" }, new() { Id = "known", Capabilities = NegotiationGateway.Can(Capability.JsonSchema) }],
            route => route.WhenUnknown(choice));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { ResponseFormat = Format });

        Assert.Equal(second is null ? [first] : [first, second], explanation.Candidates.Select(static candidate => candidate.Deployment));
        if (choice == UnmetCapabilityBehavior.Refuse)
        {
            Assert.Equal("is not known to have json-schema", Assert.Single(explanation.Excluded).Reason);
        }
        else
        {
            Assert.Equal(
                [Capability.JsonSchema], explanation.Candidates.Single(static candidate => candidate.Deployment == "unknown").Unknown);
        }
    }

    [Theory]
    [InlineData(UnmetCapabilityBehavior.Allow, "without", "with")]
    [InlineData(UnmetCapabilityBehavior.LastResort, "with", "without")]
    [InlineData(UnmetCapabilityBehavior.Refuse, "with", null)]
    public async Task MissingOption_IsTreatedAsTheRouteSays(UnmetCapabilityBehavior choice, string first, string? second)
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "without", Capabilities = NegotiationGateway.Cannot(Capability.Seed) },
                new() { Id = "with", Capabilities = NegotiationGateway.Can(Capability.Seed) }],
            route => route.WhenOptionMissing(choice));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { Seed = 1 });

        Assert.Equal(second is null ? [first] : [first, second], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal(choice == UnmetCapabilityBehavior.Refuse ? ["would leave out seed"]
            : [], explanation.Excluded.Select(static excluded => excluded.Reason));
    }

    [Fact]
    public async Task UnknownOption_FollowsTheMilderRule()
    {
        using NegotiationGateway gateway = new([new() { Id = "a" }], route => route.WhenUnknown(UnmetCapabilityBehavior.Refuse));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { Seed = 1 });

        Assert.True(Assert.Single(explanation.Candidates).IsLastResort);
    }

    [Fact]
    public async Task RequiredOption_IsNeverLeftOut()
    {
        using NegotiationGateway gateway = new([new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.Seed) }]);

        NoRouteException exception =
            await Assert.ThrowsAsync<NoRouteException>(() => gateway.AskAsync(new ChatOptions { Seed = 1 }.WithRequired(Capability.Seed)));

        Assert.Equal("lacks seed", Assert.Single(exception.Skipped).Reason);
    }

    [Fact]
    public async Task RefusedOptions_AreNotSentAndAreNamed()
    {
        CapabilitySet reasoning = NegotiationGateway.Cannot(
            Capability.Sampling, Capability.Seed, Capability.TopK, Capability.Penalties, Capability.StopSequences, Capability.Reasoning,
                Capability.ParallelTools);
        using NegotiationGateway gateway = new([new() { Id = "a", Capabilities = reasoning }]);
        ChatOptions options = new ChatOptions
        {
            Temperature = 1,
            TopP = 1,
            Seed = 1,
            TopK = 1,
            FrequencyPenalty = 1,
            PresencePenalty = 1,
            StopSequences = ["x"],
            Reasoning = new() { Effort = ReasoningEffort.High },
            AllowMultipleToolCalls = true,
            Tools = [AIFunctionFactory.Create(static () => 1, "f")],
            MaxOutputTokens = 100,
        }.WithThinkingBudget(100);

        GatewayReceipt receipt = await gateway.AskAsync(options);

        ChatOptions sent = Assert.Single(gateway.Calls("a")).Options!;
        Assert.Equal(
            (null, null, null, null, null, null, null, null, null),
            (sent.Temperature, sent.TopP, sent.Seed, sent.TopK, sent.FrequencyPenalty, sent.PresencePenalty, sent.StopSequences,
                sent.Reasoning, sent.AllowMultipleToolCalls));
        Assert.Equal(100, sent.MaxOutputTokens);
        Assert.Single(sent.Tools!);
        Assert.Equal(1, options.Temperature);
        Assert.Contains(
            "a: not sent, as the model does not take it: parallel-tools, reasoning, seed, sampling, top-k, penalties, stop-sequences.",
                receipt.Notes);
    }

    [Fact]
    public async Task OutputLimit_IsLoweredToTheModelsAndNamed()
    {
        using NegotiationGateway gateway =
            new([new() { Id = "small", MaxOutputTokens = 4_096 }, new() { Id = "large", MaxOutputTokens = 16_384 }]);

        Assert.Equal("large", (await gateway.AskAsync(new ChatOptions { MaxOutputTokens = 8_000 })).Deployment);
        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { MaxOutputTokens = 20_000 });

        Assert.Equal("small", receipt.Deployment);
        Assert.Equal(4_096, Assert.Single(gateway.Calls("small")).Options!.MaxOutputTokens);
        Assert.Contains("The output was limited to 4096 tokens: small puts out no more.", receipt.Notes);
    }

    [Fact]
    public async Task Preferences_RankBeforeThePolicy()
    {
        using NegotiationGateway gateway = new(
            [
                new() { Id = "neither" },
                new() { Id = "long", ContextWindow = 1_000_000 },
                new() { Id = "thinks", Capabilities = NegotiationGateway.Can(Capability.Reasoning) },
                new() { Id = "both", ContextWindow = 1_000_000, Capabilities = NegotiationGateway.Can(Capability.Reasoning) },
            ],
            route => route.Prefer(Capability.Context(200_000), 0.4));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions().WithPreferred(Capability.Reasoning, 0.5));

        Assert.Equal([("both", 0.9), ("thinks", 0.5), ("long", 0.4), ("neither", 0.0)], explanation.Candidates.Select(
            static one => (one.Deployment, Math.Round(one.PreferenceScore, 3))));
        Assert.Equal("both", (await gateway.AskAsync(new ChatOptions().WithPreferred(Capability.Reasoning, 0.5))).Deployment);
    }

    /// <summary>As floating-point numbers, 0.7 + 0.2 is less than 0.9.</summary>
    [Fact]
    public async Task Preferences_AreSummedExactly()
    {
        using NegotiationGateway gateway = new(
            [
                new() { Id = "two", ContextWindow = 1_000_000, Capabilities = NegotiationGateway.Can(Capability.Reasoning) },
                new() { Id = "one", Capabilities = NegotiationGateway.Can(Capability.Seed) },
            ],
            route => route.Prefer(Capability.Context(200_000), 0.7).Prefer(Capability.Reasoning, 0.2).Prefer(Capability.Seed, 0.9));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi");

        Assert.Equal([("two", 0.9), ("one", 0.9)], explanation.Candidates.Select(static one => (one.Deployment, one.PreferenceScore)));
    }

    [Fact]
    public async Task Policy_RanksCandidatesWithinTheirGroup()
    {
        Backwards policy = new();
        using NegotiationGateway gateway = new(
            [
                new() { Id = "a" },
                new() { Id = "out", Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) },
                new() { Id = "last", Capabilities = NegotiationGateway.Cannot(Capability.Seed) },
                new() { Id = "b" },
            ],
            route => route.UsePolicy("backwards"),
            builder => builder.Services.AddSingleton<IRoutingPolicy>(policy));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { ResponseFormat = Format, Seed = 1 });

        Assert.Equal(["b", "a", "last"], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal([0, 2, 3], policy.Seen);
    }

    [Fact]
    public async Task Policy_ThrowsWhenItBringsBackAnExcludedCandidate()
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "out", Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) }, new() { Id = "a" }, new() { Id = "b" }],
            route => route.UsePolicy("meddling"),
            builder => builder.Services.AddSingleton<IRoutingPolicy>(new Meddling()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.AskAsync(new ChatOptions { ResponseFormat = Format }));
        Assert.Equal(0, gateway.AllCalls);
    }

    [Theory]
    [InlineData(Bridges.SchemaByTool, true, Bridges.SchemaByTool)]
    [InlineData(Bridges.SchemaByTool, false, null)]
    [InlineData(Bridges.SchemaByPrompt, false, Bridges.SchemaByPrompt)]
    [InlineData(Bridges.All, true, Bridges.SchemaByTool)]
    [InlineData(Bridges.All, false, Bridges.SchemaByPrompt)]
    [InlineData(Bridges.FoldSystemPrompt, true, null)]
    public async Task MissingJsonSchema_IsBridgedAsRouteAndModelAllow(Bridges allowed, bool tools, Bridges? bridge)
    {
        CapabilitySet can = tools ? NegotiationGateway.Cannot(Capability.JsonSchema)
            : NegotiationGateway.Cannot(Capability.JsonSchema, Capability.Tools);
        using NegotiationGateway gateway = new(
            [new() { Id = "bridged", Capabilities = can }, new() { Id = "fit" }], route => route.Bridge(allowed));

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions { ResponseFormat = Format });

        Assert.Equal(
            bridge is null ? ["fit"] : ["fit", "bridged"], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal(bridge ?? 0, explanation.Candidates[^1].Bridges);
    }

    [Fact]
    public async Task MissingSystemPromptAndParallelTools_AreBridged()
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.SystemPrompt, Capability.ParallelTools) }], route =>
                route.Bridge(Bridges.All));
        ChatOptions options =
            new() { Instructions = "be brief", AllowMultipleToolCalls = true, Tools = [AIFunctionFactory.Create(static () => 1, "f")] };

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", options);

        Assert.Equal(Bridges.FoldSystemPrompt | Bridges.SerializeToolCalls, Assert.Single(explanation.Candidates).Bridges);
    }

    [Fact]
    public async Task EmbeddingModel_IsExcludedFromChats()
    {
        using IChatClient gateway = GatewayChatClient.Create(static builder => builder
            .AddProvider("p", "OpenAI", static provider =>
            {
                provider.Keys.Add("key");
                provider.Models.Add(new ModelInfo { Id = "embedder", Kind = ModelKind.Embedding });
                provider.Models.Add(new ModelInfo { Id = "painter", Kind = ModelKind.Other });
                provider.Models.Add(new ModelInfo { Id = "talker", Kind = ModelKind.Chat });
            })
            .AddRoute("chat", static route => route.To("p/embedder", "p/painter", "p/talker")));

        RouteExplanation explanation = await gateway.ExplainAsync("hi");

        Assert.Equal("p/talker", Assert.Single(explanation.Candidates).Deployment);
        Assert.Equal(
            ["it is an embedding model", "it is no model that answers messages"], explanation.Excluded.Select(static one => one.Reason));
    }

    [Theory]
    [InlineData("eu", "eu", true)]
    [InlineData("eu-west-1", "eu", true)]
    [InlineData("europe-west4", "eu", true)]
    [InlineData("eu-west-2", "eu", false)]
    [InlineData("europe-west6", "eu", false)]
    [InlineData("us-east-1", "us", true)]
    [InlineData("us-east-1", "us-east-1", true)]
    [InlineData("us-east-1", "us-east", true)]
    [InlineData("us-east-1", "us-eas", false)]
    [InlineData("EU", "eu", true)]
    [InlineData("eu,us", "eu", false)]
    [InlineData("eu-west-1,eu-north-1", "eu", true)]
    [InlineData(null, "eu", false)]
    public async Task Region_IsMetOnlyWhenAllRegionsLieInIt(string? regions, string asked, bool isIn)
    {
        using NegotiationGateway gateway = new([new() { Id = "a", Regions = regions?.Split(',') }]);

        RouteExplanation explanation = await gateway.Client.ExplainAsync("hi", new ChatOptions().WithRequired(Capability.Region(asked)));

        Assert.Equal(isIn, explanation.Candidates.Count == 1);
        Assert.All(explanation.Excluded, excluded => Assert.Equal(Capability.Region(asked), Assert.Single(excluded.Lacks)));
    }

    [Fact]
    public async Task UnknownPromise_CountsAsNotGiven()
    {
        using NegotiationGateway gateway =
            new([new() { Id = "silent" }, new() { Id = "keeps", RetentionDays = 30 }, new() { Id = "forgets", RetentionDays = 0 }]);

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions().WithRequired(Capability.ZeroRetention));

        Assert.Equal("forgets", receipt.Deployment);
        Assert.Equal(
            ["is not known to have zero-retention", "lacks zero-retention"], receipt.Skipped.Select(static skipped => skipped.Reason));
    }

    [Fact]
    public async Task RouteRequirements_ApplyToAllCandidatesOfTheRoute()
    {
        using NegotiationGateway gateway = new(
            [new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.Tools) }, new() { Id = "b" }], route =>
                route.Require(Capability.Tools));

        Assert.Equal("b", (await gateway.AskAsync()).Deployment);
        Assert.Equal("b", (await gateway.AskAsync(new ChatOptions().WithRequired(Capability.JsonSchema))).Deployment);
        Assert.Equal("a", (await gateway.AskAsync(new ChatOptions { ModelId = "a" })).Deployment);
    }

    [Fact]
    public async Task NamedDeployment_IsNegotiatedToo()
    {
        using NegotiationGateway gateway =
            new([new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) }, new() { Id = "b" }]);

        NoRouteException exception =
            await Assert.ThrowsAsync<NoRouteException>(() => gateway.AskAsync(new ChatOptions { ModelId = "a", ResponseFormat = Format }));

        Assert.Contains("No deployment of 'a' can do what the request needs", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InputLimit_CountsWhenSmallerThanTheWindow()
    {
        using NegotiationGateway gateway =
            new([new() { Id = "a", ContextWindow = 400_000, MaxInputTokens = 1_000 }, new() { Id = "b", ContextWindow = 400_000 }]);

        GatewayReceipt receipt = await gateway.AskAsync(text: string.Join(' ', Enumerable.Repeat("several words", 2_000)));

        Assert.Equal("b", receipt.Deployment);
        Assert.Matches("^about [0-9,]+ tokens of input exceed its 1,000$", Assert.Single(receipt.Skipped).Reason);
    }

    [Fact]
    public void Route_IsLoggedWhenNoCandidateMeetsItsRequirements()
    {
        CapturedLog log = new();
        using NegotiationGateway gateway = new(
            [new() { Id = "a", Capabilities = NegotiationGateway.Cannot(Capability.JsonSchema) }],
            route => route.Require(Capability.JsonSchema),
            builder => builder.Services.AddLogging(logging => logging.AddProvider(log)));

        Assert.Contains(log.Lines, static line => line.Contains("Routes:chat:Require", StringComparison.Ordinal)
            && line.Contains("a: lacks json-schema", StringComparison.Ordinal));
    }

    private sealed class Backwards : IRoutingPolicy
    {
        public string Name => "backwards";

        public int[] Seen { get; private set; } = [];

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
            Seen = order.ToArray();
            order.Reverse();
        }
    }

    private sealed class Meddling : IRoutingPolicy
    {
        public string Name => "meddling";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => order[0] = 0;
    }
}
