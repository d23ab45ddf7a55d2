using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Bridging;

namespace ModelGateway.Tests.Pipeline.Bridging;

public sealed class BridgedResponseTests
{
    [Fact]
    public void WithText_ReplacesAllText_AndKeepsTheRest()
    {
        ChatResponse response = new([
            new ChatMessage(ChatRole.Assistant, [new TextContent("one"), new TextReasoningContent("why")]),
            new ChatMessage(ChatRole.Assistant, [new TextContent("two"), new TextContent("three")]),
        ])
        { ResponseId = "r1", FinishReason = ChatFinishReason.Stop };

        ChatResponse copy = BridgedResponse.WithText(response, "{}");

        Assert.Equal("{}", copy.Text);
        Assert.Equal("r1", copy.ResponseId);
        Assert.Equal("why", Assert.IsType<TextReasoningContent>(Assert.Single(copy.Messages[0].Contents)).Text);
        Assert.Equal(["one"], response.Messages[0].Contents.OfType<TextContent>().Select(content => content.Text));
        Assert.Equal("twothree", response.Messages[1].Text);
    }

    [Fact]
    public void Reason_OfACallThatWasTheAnswer_IsStop()
    {
        Assert.Equal(ChatFinishReason.Stop, BridgedResponse.Reason(ChatFinishReason.ToolCalls, callsOthers: false));
        Assert.Equal(ChatFinishReason.ToolCalls, BridgedResponse.Reason(ChatFinishReason.ToolCalls, callsOthers: true));
        Assert.Equal(ChatFinishReason.Length, BridgedResponse.Reason(ChatFinishReason.Length, callsOthers: false));
        Assert.Null(BridgedResponse.Reason(null, callsOthers: false));
    }
}
