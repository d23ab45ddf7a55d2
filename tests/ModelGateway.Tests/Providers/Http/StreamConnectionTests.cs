using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>The connection of a stream with a body that ends later than the answer.</summary>
public sealed class StreamConnectionTests
{
    private const string Answer =
        """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Connection_OfABodyThatEndsSoonAfterTheAnswerIsReused()
    {
        const int Requests = 20;
        ConcurrentQueue<TaskCompletionSource> held = new();
        ConcurrentQueue<string> connections = new();
        await using RawServer server = await RawServer.StartAsync(async context =>
        {
            TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Enqueue(gate);
            connections.Enqueue(context.Connection.Id);
            await AnswerAsync(context);
            await gate.Task;
        });
        using IChatClient gateway = Create(server);

        for (int i = 0; i < Requests; i++)
        {
            await AskAsync(gateway);
            Assert.True(held.TryDequeue(out TaskCompletionSource? gate));
            gate.SetResult();
        }

        Assert.InRange(connections.Distinct().Count(), 1, Requests - 1);
    }

    [Fact]
    public async Task Connection_OfABodyThatDoesNotEndIsClosed()
    {
        TaskCompletionSource cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = await RawServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(cutOff.SetResult);
            await AnswerAsync(context);
            await cutOff.Task;
        });
        using IChatClient gateway = Create(server);

        await AskAsync(gateway);
        Assert.False(cutOff.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(250));

        await cutOff.Task.Bounded();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(Answer);
        await context.Response.Body.FlushAsync();
    }

    private static async Task AskAsync(IChatClient gateway) =>
        Assert.Equal("hi",
            (await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "p/m" }).ToChatResponseAsync().Bounded()).Text);

    private IChatClient Create(RawServer server) => GatewayChatClient.Create(g =>
    {
        g.Services.AddSingleton<TimeProvider>(_time);
        g.AddOpenAI("p", o => o.Endpoint = server.Endpoint);
    });
}
