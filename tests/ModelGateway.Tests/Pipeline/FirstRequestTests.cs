using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

public sealed class FirstRequestTests
{
    [Fact]
    public async Task AWrappedClient_AnswersWithAReceipt()
    {
        CannedChatClient inner = new();
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
    public async Task AStream_EndsWithItsReceipt_WhichToChatResponseKeeps()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", new CannedChatClient()));

        ChatResponse response = await gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync();

        Assert.Equal("hello", response.Text);
        Assert.Equal("inner", response.GetReceipt()!.Deployment);
        Assert.Single(response.Messages);
        Assert.Equal(AttemptOutcome.Completed, response.GetReceipt()!.Outcome);
    }

    [Fact]
    public async Task AFailure_MovesToTheNextDeployment()
    {
        CannedChatClient broken = new() { Respond = (_, _, _) => throw new HttpRequestException("down") };
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", broken).AddDeployment("b", new CannedChatClient()).AddRoute("chat", route => route.To("a", "b")));

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });

        GatewayReceipt receipt = response.GetReceipt()!;
        Assert.Equal("b", receipt.Deployment);
        Assert.Equal([FailureKind.Unavailable, null], receipt.Attempts.Select(attempt => attempt.Failure));
        Assert.StartsWith("chat → b · 10 + 5 tokens · unpriced", receipt.ToString(), StringComparison.Ordinal);
    }
}
