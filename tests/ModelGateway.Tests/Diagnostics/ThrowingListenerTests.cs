using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Diagnostics;

public sealed class ThrowingListenerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logger_MayThrowAndNothingStaysHeld(bool streaming)
    {
        ScriptedChatClient inner = ScriptedAnswers.Down();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddDeployment("inner", inner, configure: options => options.Model = new() { Id = "inner", MaxConcurrency = 1 });
            g.Services.AddLogging(logging => logging.AddProvider(new Throwing()));
        });

        for (int i = 0; i < 3; i++)
        {
            Assert.NotNull(await Record.ExceptionAsync(async () =>
            {
                if (streaming)
                {
                    await gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync();
                }
                else
                {
                    await gateway.GetResponseAsync("hi");
                }
            }));
            Assert.Equal(0, gateway.GetService<Deployment>("inner")!.InFlight);
        }

        gateway.Dispose();
        Assert.True(inner.IsDisposed, "A request that has ended holds no client.");
    }

    private sealed class Throwing : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("no log today");

        public void Dispose()
        {
        }
    }
}
