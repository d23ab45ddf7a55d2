using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Pipeline.Stages;

public sealed class NegotiatorTests
{
    [Fact]
    public void Candidates_ThatLackSomething_AreNamedOnTheReceipt()
    {
        using PipelineHarness harness = Without("b");
        GatewayRequest request = harness.Open(NeedingTools());
        RequestNeeds needs = request.Operation.Needs(request.Route);

        Candidates candidates = new Negotiator(request, in needs).Negotiate();

        Assert.Equal(2, candidates.Count);
        Assert.Equal("b", Assert.Single(request.Receipt.Skipped).Deployment);
        Candidates.Return(candidates.Buffer!);
    }

    [Fact]
    public void NoCandidate_IsAnException_ThatNamesThreeAndAdvises()
    {
        using PipelineHarness harness = new(
            deployment: (_, options) => options.Capabilities = new CapabilitySet([], [Capability.JsonSchema]), names: ["a", "b", "c", "d"]);
        GatewayRequest request =
            harness.Open(new StubOperation { Settings = new GatewayRequestOptions { Require = [Capability.JsonSchema] } });

        NoRouteException exception = Assert.Throws<NoRouteException>(() =>
        {
            RequestNeeds needs = request.Operation.Needs(request.Route);
            new Negotiator(request, in needs).Negotiate();
        });

        Assert.StartsWith("No deployment of 'chat' can do what the request needs. The closest: a: ", exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("; and 1 more. ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Routes:chat:Bridges could do it in their place: SchemaByTool, SchemaByPrompt.", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(4, exception.Skipped.Count);
    }

    [Fact]
    public void Compare_ReturnsNoCandidates_WithoutAnException()
    {
        using PipelineHarness harness = Without("a", "b", "c");
        GatewayRequest request = harness.Open(NeedingTools());
        RequestNeeds needs = request.Operation.Needs(request.Route);

        Candidates candidates = new Negotiator(request, in needs).Compare();

        Assert.Equal(0, candidates.Count);
        Assert.Equal(3, request.Receipt.Skipped.Count);
        Candidates.Return(candidates.Buffer!);
    }

    private static StubOperation NeedingTools() => new() { Settings = new GatewayRequestOptions { Require = [Capability.Tools] } };

    private static PipelineHarness Without(params string[] names) => new(
        deployment: (name, options) => options.Capabilities = new CapabilitySet([], names.Contains(name) ? [Capability.Tools] : []));
}
