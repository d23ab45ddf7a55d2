using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

public sealed class GatewayChatClientTests
{
    [Fact]
    public async Task WrappedClient_AnswersWithAReceipt()
    {
        ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner));

        ChatResponse response = await gateway.GetResponseAsync("hi");

        Assert.Equal("hello", response.Text);
        GatewayReceipt receipt = response.GetReceipt()!;
        Assert.Equal("inner", receipt.Deployment);
        Assert.Equal(15, receipt.Usage.TotalTokens);
        Assert.Null(receipt.CostUsd);
        Assert.Single(receipt.Attempts);
    }

    [Fact]
    public async Task Stream_EndsWithItsReceipt_WhichToChatResponseKeeps()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", ScriptedAnswers.Hello()));

        ChatResponse response = await gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync();

        Assert.Equal("hello", response.Text);
        Assert.Equal("inner", response.GetReceipt()!.Deployment);
        Assert.Single(response.Messages);
        Assert.Equal(AttemptOutcome.Completed, response.GetReceipt()!.Outcome);
    }

    [Fact]
    public async Task Failure_MovesToTheNextDeployment()
    {
        ScriptedChatClient broken = ScriptedAnswers.Down();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", broken).AddDeployment("b", ScriptedAnswers.Hello()).AddRoute("chat", route => route.To("a", "b")));

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });

        GatewayReceipt receipt = response.GetReceipt()!;
        Assert.Equal("b", receipt.Deployment);
        Assert.Equal([FailureKind.Unavailable, null], receipt.Attempts.Select(attempt => attempt.Failure));
        Assert.StartsWith("chat → b · 10 + 5 tokens · unpriced", receipt.ToString(), StringComparison.Ordinal);
    }
}
