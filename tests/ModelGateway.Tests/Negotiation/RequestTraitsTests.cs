using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class RequestTraitsTests
{
    private static readonly ChatMessage User = new(ChatRole.User, "hi");
    private static readonly ChatMessage Result = new(ChatRole.Tool, [new FunctionResultContent("c", "1")]);

    [Fact]
    public void Options_AreToldApart()
    {
        RequestTraits traits = RequestTraits.Read([User], new ChatOptions { TopP = 1, PresencePenalty = 1 }, CapabilityFlags.Streaming);

        Assert.Equal(CapabilityFlags.Streaming | RuleFlags.TopP | RuleFlags.PresencePenalty, traits.Uses);
        Assert.Equal((EffortWord.Unset, "PresencePenalty"), (traits.Effort, traits.FindChatOption(0)));
    }

    [Theory]
    [InlineData(ReasoningEffort.None, "none")]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.High, "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public void Effort_IsReadAsAWord(ReasoningEffort effort, string word)
    {
        RequestTraits traits = RequestTraits.Read([User], new ChatOptions { Reasoning = new() { Effort = effort } }, 0);

        Assert.Equal((word, RuleFlags.Effort), (EffortWords.Name(traits.Effort), traits.Uses));
    }

    [Fact]
    public void Loop_IsKnownByTheOriginOfItsCalls()
    {
        ChatMessage foreign = new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]);
        ChatMessage own = new(ChatRole.Assistant,
            [new FunctionCallContent("c", "f") { AdditionalProperties = new() { ["modelgateway.origin"] = "openai-responses" } }]);

        Assert.Equal(LoopOrigin.None, RequestTraits.Read([User, own, Result, User], null, 0).Loop);
        Assert.Equal(LoopOrigin.Responses, RequestTraits.Read([User, own, Result], null, 0).Loop);
        Assert.Equal(LoopOrigin.Responses, RequestTraits.Read([User, foreign, Result, own, Result, Result], null, 0).Loop);
        Assert.Equal(LoopOrigin.Other, RequestTraits.Read([User, foreign, Result], null, 0).Loop);
        Assert.Equal(LoopOrigin.Other, RequestTraits.Read([Result], null, 0).Loop);
    }
}
