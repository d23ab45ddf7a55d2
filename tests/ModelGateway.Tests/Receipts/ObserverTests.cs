using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Receipts;

public sealed class ObserverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_IsReturnedWhenObserversAndLedgerThrow(bool streaming)
    {
        LogLines log = new();
        ReceiptLog after = new();
        using IChatClient gateway = GatewayChatClient.Create(builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(log));
            builder.AddDeployment("inner", ScriptedAnswers.Hello())
                .AddReceiptObserver(new Throwing()).AddReceiptObserver(after).UseLedger(new ThrowingLedger());
        });
        ChatOptions options = new ChatOptions().WithGateway(s => s with { OnReceipt = _ => throw new InvalidOperationException("own") });

        ChatResponse response = streaming
            ? await gateway.GetStreamingResponseAsync("hi", options).ToChatResponseAsync()
            : await gateway.GetResponseAsync("hi", options);

        Assert.Equal("hello", response.Text);
        Assert.Same(response.GetReceipt(), Assert.Single(after.All));
        Assert.Contains(log.All, line =>
            line.Contains("observer threw", StringComparison.Ordinal) && line.Contains("own", StringComparison.Ordinal));
        Assert.Contains(log.All, line => line.Contains("ledger threw", StringComparison.Ordinal));
    }

    private sealed class Throwing : IReceiptObserver
    {
        public void OnReceipt(GatewayReceipt receipt) => throw new InvalidOperationException("observer");
    }

    private sealed class ThrowingLedger : ILedger
    {
        public void Append(LedgerEntry entry) => throw new InvalidOperationException("ledger");
    }
}
