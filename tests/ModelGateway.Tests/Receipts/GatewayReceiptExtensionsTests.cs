using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Receipts;

/// <summary>A tool loop round the gateway makes several requests; every one's receipt is on the answer.</summary>
public sealed class GatewayReceiptExtensionsTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task GetReceipts_ReturnsOneForEachTurnInOrder(bool streaming, bool messageIds)
    {
        int turn = 0;
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        inner.Reply(_ => Turn(++turn, messageIds)).RepeatLast();
        ReceiptLog log = new();
        using IChatClient gateway =
            GatewayChatClient.Create(g => g.AddDeployment("inner", inner).AddReceiptObserver(log).ChatClient.UseFunctionInvocation());
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((int n) => n + 1, "next")] };

        ChatResponse response = streaming
            ? await gateway.GetStreamingResponseAsync("count", options).ToChatResponseAsync()
            : await gateway.GetResponseAsync("count", options);

        Assert.Equal("done", response.Messages[^1].Text);
        Assert.Equal(3, log.All.Count);
        Assert.Equal(log.All, response.GetReceipts());
        Assert.Same(log.All[2], response.GetReceipt());
    }

    [Fact]
    public async Task Responses_OfInnerClientsAreNotChanged()
    {
        ChatResponse shared = Turn(1, messageIds: true);
        ChatResponse last = Turn(3, messageIds: true);
        last.AdditionalProperties = new() { ["own"] = 1 };
        int turn = 0;
        using ScriptedChatClient inner = new ScriptedChatClient().Reply(_ => ++turn % 3 == 0 ? last : shared).RepeatLast();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner).ChatClient.UseFunctionInvocation());
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((int n) => n + 1, "next")] };

        ChatResponse first = await gateway.GetResponseAsync("count", options);
        ChatResponse second = await gateway.GetResponseAsync("count", options);
        second.AdditionalProperties!["mine"] = 1;
        second.Messages[^1].Contents.Add(new TextContent("mine"));
        second.Messages[^1].AdditionalProperties!["mine"] = 1;

        Assert.All(first.GetReceipts().Concat(second.GetReceipts()), receipt => Assert.Equal(15, receipt.Usage.TotalTokens));
        Assert.Equal(15, shared.Usage!.TotalTokenCount);
        Assert.Single(shared.Messages);
        Assert.Equal(["own"], last.AdditionalProperties.Keys);
        Assert.Single(last.Messages[0].Contents);
        Assert.Equal(["own"], last.Messages[0].AdditionalProperties!.Keys);
    }

    private static ChatResponse Turn(int turn, bool messageIds)
    {
        ChatResponse response = ScriptedAnswers.Answer("done");
        response.ResponseId = "r" + turn;
        ChatMessage message = response.Messages[0];
        message.AdditionalProperties = new() { ["own"] = 1 };
        message.MessageId = messageIds ? "m" + turn : null;
        if (turn < 3)
        {
            response.FinishReason = ChatFinishReason.ToolCalls;
            message.Contents = [new FunctionCallContent("call" + turn, "next", new Dictionary<string, object?> { ["n"] = turn })];
        }

        return response;
    }
}
