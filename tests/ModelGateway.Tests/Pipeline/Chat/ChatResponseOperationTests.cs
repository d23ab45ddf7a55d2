using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Chat;

public sealed class ChatResponseOperationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Response_IsTheSame_WhetherTheProviderStreamsOrNot(bool streamUpstream)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner, leaveOpen: true));
        ChatOptions options = new ChatOptions().WithGateway(settings => settings with { StreamUpstream = streamUpstream });

        ChatResponse response = await gateway.GetResponseAsync("hi", options);

        Assert.Equal("hello", response.Text);
        Assert.Equal(15, response.GetReceipt()!.Usage.TotalTokens);
        Assert.Equal(streamUpstream, Assert.Single(response.GetReceipt()!.Attempts).TimeToFirstToken is not null);
    }

    [Fact]
    public async Task StreamThatBreaks_FailsOver_AsTheCallerSawNothing()
    {
        using ScriptedChatClient broken = new ScriptedChatClient()
            .FailAfterUpdates(1, new HttpRequestException("lost"), "some words of it");
        using ScriptedChatClient well = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", broken, leaveOpen: true).AddDeployment("b", well, leaveOpen: true)
                .AddRoute("chat", route => route.To("a", "b")));
        ChatOptions options = new ChatOptions { ModelId = "chat" }.WithGateway(settings => settings with { StreamUpstream = true });

        ChatResponse response = await gateway.GetResponseAsync("hi", options);

        Assert.Equal("hello", response.Text);
        Assert.Equal(["a", "b"], response.GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
    }

    [Fact]
    public async Task AnswerWithoutUsage_IsChargedByItsLength()
    {
        using ScriptedChatClient inner = new ScriptedChatClient()
            .Reply(new ChatResponse(new ChatMessage(ChatRole.Assistant, new string('x', 400))));
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner, leaveOpen: true));

        GatewayReceipt receipt = (await gateway.GetResponseAsync("hi")).GetReceipt()!;

        Assert.True(receipt.Usage.IsEstimated);
        Assert.InRange(receipt.Usage.OutputTokens, 50, 200);
    }
}
