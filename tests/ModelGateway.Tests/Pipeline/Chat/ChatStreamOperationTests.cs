using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Chat;

public sealed class ChatStreamOperationTests
{
    [Fact]
    public async Task Stream_FailsOver_BeforeTheFirstContent()
    {
        using ScriptedChatClient broken = new ScriptedChatClient().Stream((_, _) => Broken(""));
        using ScriptedChatClient well = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(broken, well);

        List<ChatResponseUpdate> updates = await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "chat" })
            .ToListAsync();

        Assert.Equal("hello", updates.ToChatResponse().Text);
        Assert.Equal(["a", "b"], updates[^1].GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
    }

    [Fact]
    public async Task Stream_IsNotRepeated_AfterTheFirstContent()
    {
        using ScriptedChatClient broken = new ScriptedChatClient().Stream((_, _) => Broken("first words"));
        using ScriptedChatClient well = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(broken, well);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(
            async () => await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "chat" }).ToListAsync());

        Assert.Equal("a", exception.Deployment);
        Assert.Empty(well.Calls);
    }

    [Fact]
    public async Task EachEnumeration_IsARequestOfItsOwn()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner, leaveOpen: true));
        IAsyncEnumerable<ChatResponseUpdate> stream = gateway.GetStreamingResponseAsync("hi");

        List<ChatResponseUpdate> first = await stream.ToListAsync();
        List<ChatResponseUpdate> second = await stream.ToListAsync();

        Assert.Equal(2, inner.Calls.Count);
        Assert.NotEqual(first[^1].GetReceipt()!.RequestId, second[^1].GetReceipt()!.RequestId);
    }

    private static IChatClient Create(ScriptedChatClient a, ScriptedChatClient b) => GatewayChatClient.Create(g => g
        .AddDeployment("a", a, leaveOpen: true).AddDeployment("b", b, leaveOpen: true).AddRoute("chat", route => route.To("a", "b")));

    private static async IAsyncEnumerable<ChatResponseUpdate> Broken(string text)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, text);
        await Task.Yield();
        throw new HttpRequestException("lost");
    }
}
