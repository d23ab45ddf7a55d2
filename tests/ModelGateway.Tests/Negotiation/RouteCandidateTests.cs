namespace ModelGateway.Tests.Negotiation;

public sealed class RouteCandidateTests
{
    [Fact]
    public void ToString_NamesEverythingThatIsSet() =>
        Assert.Equal(
            "p/m · last resort · preferred by 0.75 · bridged: SchemaByTool · leaves out seed · unknown: tools, top-k · resting for 12 s",
            new RouteCandidate("p/m")
            {
                IsLastResort = true,
                PreferenceScore = 0.75,
                Bridges = Bridges.SchemaByTool,
                LeavesOut = [Capability.Seed],
                Unknown = [Capability.Tools, Capability.TopK],
                HeldBackBy = "resting for 12 s",
            }.ToString());

    [Fact]
    public void ToString_IsTheNameIfNothingElseIsSet() => Assert.Equal("p/m", new RouteCandidate("p/m").ToString());
}
