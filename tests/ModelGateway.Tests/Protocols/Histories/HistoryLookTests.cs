using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Histories;

namespace ModelGateway.Tests.Protocols.Histories;

public sealed class HistoryLookTests
{
    private static readonly FunctionCallContent Call = new("c1", "weather");

    [Fact]
    public void Read_FindsNothingInTexts()
    {
        HistoryLook look =
            HistoryLook.Read([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello")]);

        Assert.Equal((false, false, false), (look.HasApprovals, look.HasCalls, look.HasToolMessages));
    }

    [Fact]
    public void Read_FindsCallsApprovalsAndToolMessages()
    {
        ChatMessage called = new(ChatRole.Assistant, [new TextContent("One moment."), Call]);
        ChatMessage asked = new(ChatRole.Assistant, [new ToolApprovalRequestContent("a1", Call)]);
        ChatMessage answered = new(ChatRole.User, [new ToolApprovalResponseContent("a1", true, Call)]);
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("c1", "Sun.")]);

        Assert.True(HistoryLook.Read([called]).HasCalls);
        Assert.True(HistoryLook.Read([asked]).HasApprovals);
        Assert.True(HistoryLook.Read([answered]).HasApprovals);
        Assert.True(HistoryLook.Read([result]).HasToolMessages);
        Assert.False(HistoryLook.Read([asked, answered, result]).HasCalls);
    }
}
