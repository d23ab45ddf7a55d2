using ModelGateway.Failures;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class DeploymentHealthTests
{
    [Fact]
    public void FirstToken_FollowsPeaksAtOnceAndDecaysSlowly()
    {
        DeploymentHealth health = new();
        Assert.Null(health.FirstToken);

        health.ObserveFirstToken(TimeSpan.FromSeconds(1));
        Assert.Equal(1, health.FirstToken!.Value.TotalSeconds, 6);
        health.ObserveFirstToken(TimeSpan.FromSeconds(3));
        Assert.Equal(3, health.FirstToken!.Value.TotalSeconds, 6);
        health.ObserveFirstToken(TimeSpan.FromSeconds(1));

        Assert.Equal(3 - (0.2 * 2), health.FirstToken!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Reload_ForgetsWhatWasRefused()
    {
        DeploymentHealth health = new();
        Assert.True(health.TryLearn(StreamingSupport.Refused));
        Assert.False(health.TryLearn(StreamingSupport.Required));

        health.OnReload();

        Assert.Equal(StreamingSupport.Unknown, health.Streaming);
        Assert.True(health.TryLearn(StreamingSupport.Required));
    }

    [Fact]
    public void Breaker_IsSeparateForEmbeddings()
    {
        DeploymentHealth health = new();

        Assert.Same(health.ChatBreaker, health.Breaker(OperationKind.Chat));
        Assert.Same(health.EmbeddingBreaker, health.Breaker(OperationKind.Embeddings));
        Assert.NotSame(health.ChatBreaker, health.EmbeddingBreaker);
    }
}
