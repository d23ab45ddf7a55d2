namespace ModelGateway.Tests.Providers;

public sealed class DeploymentFeaturesTests
{
    [Fact]
    public void ApplyTo_ReturnsTheSameModelWhereNothingIsStated()
    {
        ModelInfo model = new() { Id = "m", ContextWindow = 5 };

        Assert.Same(model, DeploymentFeatures.Unknown.ApplyTo(model));
    }

    [Fact]
    public void ApplyTo_TakesAwayWhatIsMissing_AndAddsWhatTheModelIsNotSaidToLack()
    {
        DeploymentFeatures features =
            new() { Capabilities = new CapabilitySet([Capability.Streaming, Capability.Seed], [Capability.Tools]) };

        ModelInfo model =
            features.ApplyTo(new ModelInfo { Id = "m", Capabilities = new CapabilitySet([Capability.Tools], [Capability.Seed]) });

        Assert.Equal("streaming, !tools, !seed", model.Capabilities.ToString());
    }

    [Theory]
    [InlineData(null, 8, 8)]
    [InlineData(4, 8, 4)]
    [InlineData(16, 8, 8)]
    [InlineData(16, null, 16)]
    public void ApplyTo_TakesTheSmallerLimit(int? configured, int? stated, int? expected)
    {
        DeploymentFeatures features = new()
        {
            ContextWindow = stated,
            MaxInputTokens = stated,
            MaxOutputTokens = stated,
            MaxConcurrency = stated
        };

        ModelInfo model = features.ApplyTo(new ModelInfo
        {
            Id = "m",
            ContextWindow = configured,
            MaxInputTokens = configured,
            MaxOutputTokens = configured,
            MaxConcurrency = configured,
        });

        Assert.Equal(
            (expected, expected, expected, expected),
            (model.ContextWindow, model.MaxInputTokens, model.MaxOutputTokens, model.MaxConcurrency));
    }

    [Fact]
    public void ApplyTo_FillsWhatIsNotConfigured()
    {
        DeploymentFeatures features = new() { Dimensions = 3, EmbeddingSpace = "space", Tokenizer = "family" };

        ModelInfo filled = features.ApplyTo(new ModelInfo { Id = "m" });
        ModelInfo kept = features.ApplyTo(new ModelInfo { Id = "m", Dimensions = 4, EmbeddingSpace = "own", Tokenizer = "own" });

        Assert.Equal((3, "space", "family"), (filled.Dimensions, filled.EmbeddingSpace, filled.Tokenizer));
        Assert.Equal((4, "own", "own"), (kept.Dimensions, kept.EmbeddingSpace, kept.Tokenizer));
    }
}
