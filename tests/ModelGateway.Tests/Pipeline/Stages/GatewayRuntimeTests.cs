using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Stages;

public sealed class GatewayRuntimeTests
{
    [Fact]
    public async Task Client_IsDisposedAfterItsLastRequest()
    {
        TaskCompletionSource<ChatResponse> answer = new();
        ScriptedChatClient inner = new ScriptedChatClient().Reply((_, _) => answer.Task);
        IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("inner", inner));
        Task<ChatResponse> running = gateway.GetResponseAsync("hi");

        gateway.Dispose();
        Assert.False(inner.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => gateway.GetResponseAsync("too late"));

        answer.SetResult(ScriptedAnswers.Answer("done"));
        Assert.Equal("done", (await running).Text);
        Assert.True(inner.IsDisposed);
    }

    [Fact]
    public async Task PolicyFault_IsNotWrapped_AndLeavesAReceipt()
    {
        List<GatewayReceipt> receipts = [];
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IRoutingPolicy>(
                g.Services, new ThrowingPolicy());
            g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
                .AddRoute("chat", route => route.To("a", "b").UsePolicy("throwing"));
        });
        ChatOptions options = new ChatOptions { ModelId = "chat" }.WithGateway(settings => settings with { OnReceipt = receipts.Add });

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => gateway.GetResponseAsync("hi", options));
        Assert.Equal(AttemptOutcome.Failed, Assert.Single(receipts).Outcome);
    }

    private sealed class ThrowingPolicy : IRoutingPolicy
    {
        public string Name => "throwing";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => throw new InvalidTimeZoneException();
    }
}
