using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Negotiation;

public sealed class EmbeddingNegotiationTests
{
    [Fact]
    public async Task ChatModels_AreExcludedFromEmbeddings()
    {
        using IEmbeddingGenerator<string, Embedding<float>> gateway = GatewayEmbeddingGenerator.Create(static builder => builder
            .AddProvider("p", "OpenAI", static provider =>
            {
                provider.Keys.Add("key");
                provider.Models.Add(new ModelInfo { Id = "talker", Kind = ModelKind.Chat, EmbeddingSpace = "v" });
                provider.Models.Add(new ModelInfo { Id = "embedder", Kind = ModelKind.Embedding, EmbeddingSpace = "v" });
            })
            .AddRoute("embed", static route => route.To("p/talker", "p/embedder")));

        RouteExplanation explanation = await gateway.ExplainAsync(["t1"]);

        Assert.Equal("p/embedder", Assert.Single(explanation.Candidates).Deployment);
        Assert.Equal("it is a chat model: it has no embeddings", Assert.Single(explanation.Excluded).Reason);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    public async Task Dimensions_MustBeTheModelsOwn(int asked, bool isIn)
    {
        CannedEmbeddingGenerator vectors = new("vectors");
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Create(
            (vectors, new ModelInfo
            {
                Id = "vectors",
                Dimensions = 3,
                Capabilities =
                NegotiationGateway.Cannot(Capability.AdjustableDimensions)
            }));

        if (isIn)
        {
            Assert.Equal(3, (await gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = asked }))[0].Dimensions);
            return;
        }

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(
            () => gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = asked }));
        Assert.Equal($"vectors of 3 dimensions, not {asked}", Assert.Single(exception.Skipped).Reason);
        Assert.Equal([Capability.Dimensions(asked)], exception.Skipped[0].Lacks);
        Assert.Empty(vectors.Calls);
    }

    [Fact]
    public async Task AdjustableDimensions_CanBeReducedButNotIncreased()
    {
        ModelInfo model = new() { Id = "vectors", Dimensions = 3, Capabilities = NegotiationGateway.Can(Capability.AdjustableDimensions) };
        CannedEmbeddingGenerator vectors = new("vectors", dimensions: 2);
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Create((vectors, model));

        Assert.Equal(2, (await gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = 2 }))[0].Dimensions);
        await Assert.ThrowsAsync<NoRouteException>(() => gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = 4 }));
    }

    [Fact]
    public async Task EmbeddingSpace_IsThatOfTheFirstModelWithTheDimensions()
    {
        CannedEmbeddingGenerator small = new("small"), large = new("large", dimensions: 5);
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Create(
            (small, new ModelInfo
            {
                Id = "small",
                Dimensions = 3,
                Capabilities =
                NegotiationGateway.Cannot(Capability.AdjustableDimensions)
            }),
            (large, new ModelInfo { Id = "large", Dimensions = 5 }));

        Assert.Equal("small", (await gateway.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Equal(
            "large", (await gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = 5 })).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task TooLongText_IsNeitherSentNorEmbeddedByAnotherModel()
    {
        CannedEmbeddingGenerator small = new("small"), large = new("large");
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Create(
            (small, new ModelInfo { Id = "small", ContextWindow = 100 }), (large, new ModelInfo { Id = "large", ContextWindow = 100_000 }));
        string book = string.Join(' ', Enumerable.Repeat("several words", 1_000));

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => gateway.GenerateAsync(["t1", book]));

        Assert.Matches("^about [0-9,]+ tokens of input exceed its window of 100$", exception.Skipped[0].Reason);
        Assert.Empty(small.Calls);
        Assert.Empty(large.Calls);
    }

    [Fact]
    public async Task RequiredRegion_SelectsTheDeployment()
    {
        CannedEmbeddingGenerator us = new("vectors"), eu = new("vectors");
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Create(
            (us, new ModelInfo { Id = "us", EmbeddingSpace = "vectors", Regions = ["us"] }), (
                eu, new ModelInfo { Id = "eu", EmbeddingSpace = "vectors", Regions = ["eu"] }));
        EmbeddingGenerationOptions options = new EmbeddingGenerationOptions().WithRequired(Capability.Region("eu"));

        GatewayReceipt receipt = (await gateway.GenerateAsync(["t1"], options)).GetReceipt()!;
        RouteExplanation explanation = await gateway.ExplainAsync(["t1"], options);

        Assert.Equal("eu", receipt.Deployment);
        Assert.Equal("served from us, not only from eu", Assert.Single(receipt.Skipped).Reason);
        Assert.Equal(["eu"], explanation.Candidates.Select(static candidate => candidate.Deployment));
        Assert.Equal("region:eu (options)", Assert.Single(explanation.Requirements).ToString());
        Assert.Equal(receipt.Skipped, explanation.Excluded, static (left, right) => left.Reason == right.Reason);
    }

    [Fact]
    public async Task Batches_AreNegotiatedOnce()
    {
        CannedEmbeddingGenerator first = new("vectors"), second = new("vectors");
        using IEmbeddingGenerator<string, Embedding<float>> gateway = GatewayEmbeddingGenerator.Create(builder => builder
            .AddEmbeddingDeployment("a", first, configure: static o => o.Model = new() { Id = "a", EmbeddingSpace = "v", Regions = ["us"] })
            .AddEmbeddingDeployment("b", second, configure: static o =>
                (o.Model, o.MaxInputs) = (new() { Id = "b", EmbeddingSpace = "v", Regions = ["eu"] }, 2))
            .AddRoute("embed", static route => route.To("a", "b")));

        GeneratedEmbeddings<Embedding<float>> answer = await gateway.GenerateAsync(
            CannedEmbeddingGenerator.Texts(5), new EmbeddingGenerationOptions().WithRequired(Capability.Region("eu")));

        Assert.Equal([0f, 1, 2, 3, 4], answer.Select(static one => one.Vector.Span[0]));
        Assert.Equal(3, second.Calls.Count);
        Assert.Empty(first.Calls);
        Assert.Single(answer.GetReceipt()!.Skipped);
    }

    [Fact]
    public async Task Explain_ThrowsForAGeneratorWithoutAGateway()
    {
        using CannedEmbeddingGenerator bare = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bare.ExplainAsync(["t1"]));
    }

    private static IEmbeddingGenerator<string, Embedding<float>> Create(
        params (CannedEmbeddingGenerator Generator, ModelInfo Model)[] deployments) =>
        GatewayEmbeddingGenerator.Create(builder =>
        {
            foreach ((CannedEmbeddingGenerator generator, ModelInfo model) in deployments)
            {
                builder.AddEmbeddingDeployment(model.Id, generator, configure: options => options.Model = model);
            }

            builder.AddRoute("embed", route => route.To([.. deployments.Select(static deployment => deployment.Model.Id)]));
        });
}
