using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Histories;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Histories;

public sealed class HistoryMenderTests
{
    private static readonly FunctionCallContent Ask = new("call_0", "weather");

    [Fact]
    public void SoundHistory_StaysAsItIs_WithoutAllocating()
    {
        ChatMessage[] history =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Sun?"),
            new(ChatRole.Assistant, [new TextContent("Let me see."), Ask]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "yes")]),
            new(ChatRole.Assistant, "Yes."),
        ];
        ChatCall call = ProtocolHarness.Call(history);
        HistoryMender.Mend(call, takesApprovals: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            HistoryMender.Mend(call, takesApprovals: false);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99); // Less than a byte for each: nothing.
        Assert.Same(history, call.Messages);
        Assert.False(call.HasNotes);
    }

    /// <summary>Some servers number the calls of each answer from 0.</summary>
    [Fact]
    public void CallsOfOneId_HaveTheResultsOfTheirTurns()
    {
        FunctionResultContent second = new("call_0", "no");
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.User, "Hurry."),
            new(ChatRole.Assistant, [new FunctionCallContent("call_0", "weather")]),
            new(ChatRole.Tool, [second]),
        ]);
        HistoryMender.Mend(call, takesApprovals: false);
        Assert.Equal(5, call.Messages.Count);
        FunctionResultContent made = Assert.IsType<FunctionResultContent>(Assert.Single(call.Messages[1].Contents));
        Assert.Contains("cancelled", (string)made.Result!, StringComparison.Ordinal);
        Assert.Same(second, Assert.Single(call.Messages[4].Contents));
        Assert.Equal([CallNotes.CallWithoutResult], call.Notes.All);
    }

    [Fact]
    public void Rejection_OfANumberedCall_IsNotTakenForAnEarlierOne()
    {
        FunctionCallContent rejected = new("call_0", "forecast");
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.Assistant, [Ask]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "yes")]),
            new(ChatRole.Assistant, [new ToolApprovalRequestContent("r", rejected)]),
            new(ChatRole.User, [new ToolApprovalResponseContent("r", false, rejected)]),
            new(ChatRole.Assistant, [new FunctionCallContent("call_0", "weather")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_0", "no")]),
        ]);
        HistoryMender.Mend(call, takesApprovals: false);

        Assert.Equal(6, call.Messages.Count);
        Assert.Same(rejected, Assert.Single(call.Messages[2].Contents));
        FunctionResultContent made = Assert.IsType<FunctionResultContent>(Assert.Single(call.Messages[3].Contents));
        Assert.Contains("rejected", (string)made.Result!, StringComparison.Ordinal);
        Assert.Equal([CallNotes.ApprovalsLeftOut], call.Notes.All);
    }

    [Fact]
    public void HistoryOfAConversation_HasItsCallsAtTheService()
    {
        ChatMessage[] history = [new(ChatRole.Assistant, [Ask]), new(ChatRole.User, "Hurry.")];
        ChatCall call = ProtocolHarness.Call(history, new ChatOptions { ConversationId = "resp_1" });
        HistoryMender.Mend(call, takesApprovals: true);
        Assert.Same(history, call.Messages);
    }

    [Theory, InlineData(true, 2), InlineData(false, 0)]
    public void ApprovalsOfRemoteServers_StayWhereTheProtocolHasThem(bool takesApprovals, int left)
    {
        ToolApprovalRequestContent request = new("r", new McpServerToolCallContent("r", "search", "docs"));
        ChatCall call = ProtocolHarness.Call(
            [new(ChatRole.Assistant, [request]), new(ChatRole.User, [request.CreateResponse(true)])]);
        HistoryMender.Mend(call, takesApprovals);
        Assert.Equal(left, call.Messages.Count);
        Assert.Equal(!takesApprovals, call.HasNotes);
    }

    [Fact]
    public void Rejection_WithoutItsRequest_BringsItsCall()
    {
        ChatCall call = ProtocolHarness.Call(
            [new(ChatRole.User, [new ToolApprovalResponseContent("r", approved: false, Ask), new TextContent("Rather not.")])]);
        HistoryMender.Mend(call, takesApprovals: false);
        Assert.Same(Ask, Assert.Single(call.Messages[0].Contents));
        Assert.Collection(
            call.Messages[1].Contents,
            static content =>
                Assert.Contains("rejected", (string)Assert.IsType<FunctionResultContent>(content).Result!, StringComparison.Ordinal),
            static content => Assert.IsType<TextContent>(content));
    }
}
