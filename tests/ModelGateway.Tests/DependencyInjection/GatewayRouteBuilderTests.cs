namespace ModelGateway.Tests.DependencyInjection;

public sealed class GatewayRouteBuilderTests
{
    [Fact]
    public void Builder_SetsEveryOption()
    {
        GatewayRouteOptions options = new();
        GatewayTimeoutOptions timeouts = new() { Total = TimeSpan.FromSeconds(5) };

        GatewayRouteBuilder builder = new GatewayRouteBuilder(options).To("a", "b").Require(Capability.Tools).Prefer(Capability.Seed, 0.5)
            .WhenUnknown(UnmetCapabilityBehavior.LastResort).WhenOptionMissing(UnmetCapabilityBehavior.Allow)
            .Bridge(Bridges.SchemaByTool).Bridge(Bridges.SchemaByPrompt).MaxRepairs(1).UsePolicy("own").WithTimeouts(timeouts);

        Assert.NotNull(builder);
        Assert.Equal(["a", "b"], options.To);
        Assert.Equal([Capability.Tools], options.Require);
        Assert.Equal([new CapabilityPreference(Capability.Seed, 0.5)], options.Prefer);
        Assert.Equal((UnmetCapabilityBehavior.LastResort, UnmetCapabilityBehavior.Allow), (options.WhenUnknown, options.WhenOptionMissing));
        Assert.Equal((Bridges.SchemaByTool | Bridges.SchemaByPrompt, 1, "own"), (options.Bridges, options.MaxRepairs, options.Policy));
        Assert.Same(timeouts, options.Timeouts);
    }

    [Fact]
    public void Switches_AreOffUntilTheyAreSet()
    {
        GatewayRouteOptions options = new();
        Assert.Equal((false, false, false), Switches(options));

        _ = new GatewayRouteBuilder(options).UseSuccessors().FailOverWhenRefused().FailOverBetweenEmbeddingModels();

        Assert.Equal((true, true, true), Switches(options));
    }

    [Fact]
    public void Builder_RefusesWrongValues()
    {
        GatewayRouteBuilder builder = new(new GatewayRouteOptions());

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.MaxRepairs(-1));
        Assert.Throws<ArgumentException>(() => builder.UsePolicy(" "));
        Assert.Throws<ArgumentNullException>(() => builder.WithTimeouts(null!));
    }

    private static (bool, bool, bool) Switches(GatewayRouteOptions options) =>
        (options.UseSuccessors, options.FailOverWhenRefused, options.FailOverBetweenEmbeddingModels);
}
