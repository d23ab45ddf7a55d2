using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Chat;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Pipeline.Chat;

public sealed class ChatOperationTests
{
    [Fact]
    public void Resolve_FindsTheRoute_AndLeavesTheCallersObjectsAlone()
    {
        using PipelineHarness harness = new();
        ChatMessage[] messages = [new(ChatRole.User, "hi")];
        ChatOptions options = new() { ModelId = "chat", ConversationId = IssuedId.Encode("b", "conv") };
        ChatResponseOperation operation = new(new ChatIntake(messages, options, GatewayRequestOptions.Default, GatewayScope.None));
        GatewayRequest request = GatewayRequest.Open(harness.Runtime, operation, default);

        request.ResolveRequirements();

        Assert.Equal("b", Assert.Single(request.Route.Candidates).Name);
        Assert.True(request.IsPinned);
        Assert.Equal("conv", operation.Options!.ConversationId);
        Assert.Equal(IssuedId.Encode("b", "conv"), options.ConversationId);
        Assert.Same(messages[0], operation.Messages[0]);
        request.Close(AttemptOutcome.Abandoned);
    }

    [Fact]
    public void Needs_AreTheRoutesTheSettingsAndTheRequests()
    {
        using PipelineHarness harness = new(route: route => route.Require(Capability.Tools));
        GatewayRequestOptions settings = new() { Require = [Capability.Reasoning] };
        ChatOptions options = new() { ModelId = "chat", MaxOutputTokens = 77, Seed = 1 };
        ChatStreamOperation operation = new(new ChatIntake([new(ChatRole.User, "hi")], options, settings, GatewayScope.None));
        GatewayRequest request = GatewayRequest.Open(harness.Runtime, operation, default);
        request.ResolveRequirements();

        RequestNeeds needs = operation.Needs(request.Route);

        Assert.Equal(CapabilityFlags.Tools | CapabilityFlags.Reasoning, needs.Asked.Flags);
        Assert.True(needs.Essential.HasFlag(CapabilityFlags.Streaming));
        Assert.True(needs.Optional.HasFlag(CapabilityFlags.Seed));
        Assert.Equal(77, needs.Output);
        request.Close(AttemptOutcome.Abandoned);
    }

    [Fact]
    public void EstimateInput_AddsTheInstruction_WhereTheSchemaIsBridged()
    {
        using PipelineHarness harness = new(deployment: (name, options) => options.Capabilities =
            name == "a" ? new CapabilitySet([Capability.JsonSchema], []) : new CapabilitySet([], [Capability.JsonSchema]));
        ChatOptions options = new()
        {
            ModelId = "chat",
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")),
        };
        ChatResponseOperation operation =
            new(new ChatIntake([new(ChatRole.User, "hi")], options, GatewayRequestOptions.Default, GatewayScope.None));
        GatewayRequest request = GatewayRequest.Open(harness.Runtime, operation, default);
        request.ResolveRequirements();

        Assert.Equal(
            operation.EstimateInput(harness.Deployment("a")).High + 120,
            operation.EstimateInput(harness.Deployment("b")).High);
        Assert.Equal(operation.EstimateInput(harness.Deployment("a")).Expected, operation.EstimateTokens(request.Route));
        Assert.Null(operation.CauseOf(harness.Deployment("a")));
        request.Close(AttemptOutcome.Abandoned);
    }
}
