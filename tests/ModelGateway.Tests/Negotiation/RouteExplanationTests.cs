namespace ModelGateway.Tests.Negotiation;

public sealed class RouteExplanationTests
{
    [Fact]
    public void ToString_HasALineForEachDeployment()
    {
        RouteExplanation explanation = new()
        {
            Route = "chat",
            Requirements = [
                new(Capability.Tools, RequirementSource.Request, IsOptional: false), new(Capability.Seed, RequirementSource.Options, true)],
            EstimatedInputTokens = 1_200,
            RequestedOutputTokens = 500,
            Candidates = [new RouteCandidate("a"), new RouteCandidate("b") { IsLastResort = true }],
            Excluded = [new SkippedDeployment("c", "lacks tools")],
        };

        Assert.Equal(
            ["chat needs tools (request), seed (options, optional) · about 1,200 tokens of input, at most 500 of output",
                "  1. a", "  2. b · last resort", "  out: c: lacks tools"],
            explanation.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void ToString_NamesTheModelOrTheDefaultWithoutARoute()
    {
        Assert.Equal("p/m needs nothing special · about 0 tokens of input", new RouteExplanation { RequestedModel = "p/m" }.ToString());
        Assert.StartsWith("default needs", new RouteExplanation().ToString(), StringComparison.Ordinal);
    }
}
