using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

public sealed class PolicyFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task APolicyThatThrowsOrRanksNonsense_ClosesTheRequest(bool throws)
    {
        ReceiptLog log = new();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<IRoutingPolicy>(new Odd(throws));
            g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
                .AddRoute("chat", r => r.To("a", "b").UsePolicy("odd")).AddReceiptObserver(log);
        });

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.GetResponseAsync("hi"));

        Assert.Contains("odd", exception.Message, StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Failed, Assert.Single(log.All).Outcome);
    }

    private sealed class Odd(bool throws) : IRoutingPolicy
    {
        public string Name => "odd";

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
            order[0] = throws ? throw new InvalidOperationException("odd") : order[1];
        }
    }
}
