using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Resilience;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

public sealed class DeploymentTests
{
    [Theory]
    [InlineData(null, null, "m")]
    [InlineData(null, "openai/text-embedding-3-small", "text-embedding-3-small")]
    [InlineData("space", "openai/text-embedding-3-small", "space")]
    public void EmbeddingSpace_IsTheConfiguredOneElseTheCatalogsElseTheModelsName(string? space, string? catalogId, string expected)
    {
        using CannedEmbeddingGenerator generator = new("m");
        using IEmbeddingGenerator<string, Embedding<float>> gateway = GatewayEmbeddingGenerator.Create(g =>
            g.AddEmbeddingDeployment("m", generator,
                configure: options => options.Model = new ModelInfo { Id = "m", EmbeddingSpace = space, CatalogId = catalogId }));

        Assert.Equal(expected, gateway.GetService<Deployment>("m")!.EmbeddingSpace);
    }

    [Fact]
    public void Keys_AreTheChats_WhereEmbeddingsHaveNone()
    {
        Deployment deployment = TestDeployments.Create("m", keys: 1);

        Assert.Same(deployment.Keys, deployment.KeysFor(OperationKind.Chat));
        Assert.Same(deployment.Keys, deployment.KeysFor(OperationKind.Embeddings));
    }

    [Fact]
    public void ConsecutiveFailures_AreTheLargerOfBothCounts()
    {
        Deployment deployment = TestDeployments.Create("m");
        BreakerMoment at = new(deployment.Breaker, TimeProvider.System, TimeProvider.System.GetTimestamp());
        ProviderFailure failure = new(FailureKind.Unavailable, "down");
        deployment.Health.ChatBreaker.OnFailure(at, failure, false, at.Now);
        deployment.Health.EmbeddingBreaker.OnFailure(at, failure, false, at.Now);
        deployment.Health.EmbeddingBreaker.OnFailure(at, failure, false, at.Now);

        Assert.Equal(2, deployment.ConsecutiveFailures);
        Assert.Equal("m", deployment.ToString());
    }
}
