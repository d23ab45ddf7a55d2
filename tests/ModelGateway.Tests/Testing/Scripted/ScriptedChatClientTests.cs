using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelGateway.Tests.Testing.Scripted;

public sealed class ScriptedChatClientTests
{
    [Fact]
    public async Task GetResponseAsync_EchoesWithoutAScriptAndRecordsTheCall()
    {
        using ScriptedChatClient client = new("m-1", "p");
        ChatOptions options = new() { Temperature = 0.5f };
        List<ChatMessage> messages = [new(ChatRole.System, "s"), new(ChatRole.User, "hello")];
        ChatResponse response = await client.GetResponseAsync(messages, options);
        options.Temperature = 1;
        messages.Clear();
        Assert.Equal("hello", response.Text);
        Assert.Equal(
            ("m-1", ChatFinishReason.Stop, 2L), (response.ModelId, response.FinishReason!.Value, response.Usage!.OutputTokenCount!.Value));
        ScriptedCall call = Assert.Single(client.Calls);
        Assert.Equal(
            (2, 0.5f, false, ScriptedCallState.Completed), (call.Messages.Count, call.Options!.Temperature, call.IsStreaming, call.State));
        ChatClientMetadata metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("p", "m-1"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(client, client.GetService<ScriptedChatClient>());
        Assert.Null(client.GetService(typeof(ChatClientMetadata), "key"));
    }

    [Fact]
    public async Task Steps_ComeInOrderForAllKinds()
    {
        using ScriptedChatClient client = new();
        client.Reply("one").Fail(new InvalidDataException("two")).Reply(new ChatResponse(new ChatMessage(ChatRole.Assistant, "three")))
            .Reply(call => new ChatResponse(new ChatMessage(ChatRole.Assistant, $"four {call.LastUserText}")))
            .Reply(async (_, cancellationToken) =>
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, "five"));
            })
            .Stream(new ChatResponseUpdate(ChatRole.Assistant, "si"), new ChatResponseUpdate(ChatRole.Assistant, "x"));
        Assert.Equal("one", (await client.GetResponseAsync("q")).Text);
        await Assert.ThrowsAsync<InvalidDataException>(() => client.GetResponseAsync("q"));
        Assert.Equal("three", (await client.GetResponseAsync("q")).Text);
        Assert.Equal("four q", (await client.GetStreamingResponseAsync("q").ToChatResponseAsync()).Text);
        Assert.Equal("five", (await client.GetResponseAsync("q")).Text);
        Assert.Equal("six", (await client.GetResponseAsync("q")).Text);
        Assert.Equal("q", (await client.GetResponseAsync("q")).Text);
        Assert.Equal(ScriptedCallState.Failed, client.Calls[1].State);
    }

    [Fact]
    public async Task RepeatLast_AnswersFurtherCallsUntilAnotherStepIsScripted()
    {
        using ScriptedChatClient client = new();
        Assert.Throws<InvalidOperationException>(client.RepeatLast);
        client.Reply("once").Fail(new InvalidDataException()).RepeatLast();

        Assert.Equal("once", (await client.GetResponseAsync("q")).Text);
        await Assert.ThrowsAsync<InvalidDataException>(() => client.GetResponseAsync("q"));
        await Assert.ThrowsAsync<InvalidDataException>(() => client.GetStreamingResponseAsync("q").ToChatResponseAsync());
        client.Reply("again");

        Assert.Equal("again", (await client.GetResponseAsync("q")).Text);
        Assert.Equal("q", (await client.GetResponseAsync("q")).Text);
    }

    [Fact]
    public async Task Stream_RunsTheGivenStreamAndCombinesItForOtherCalls()
    {
        using ScriptedChatClient client = new();
        client.Stream((call, _) => Pieces(call)).RepeatLast();

        List<ChatResponseUpdate> updates = await client.GetStreamingResponseAsync("q").ToListAsync();

        Assert.Equal(["q", "!"], updates.Select(update => update.Text));
        Assert.Equal(2, client.Calls[0].UpdatesSent);
        Assert.Equal("q!", (await client.GetResponseAsync("q")).Text);

        static async IAsyncEnumerable<ChatResponseUpdate> Pieces(ScriptedCall call)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, call.LastUserText);
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "!");
        }
    }

    [Fact]
    public async Task Stream_ComesInPiecesThatEqualTheWholeAnswer()
    {
        using ScriptedChatClient client = new() { ChunkLength = 3 };
        ChatResponse response = new(new ChatMessage(
            ChatRole.Assistant, [new TextReasoningContent("think"), new TextContent("ab🌍cdef"), new FunctionCallContent("c1", "f")]))
        {
            FinishReason = ChatFinishReason.ToolCalls,
            ResponseId = "r",
            Usage = new() { InputTokenCount = 1 },
        };
        client.Reply(response);
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("q"))
        {
            updates.Add(update);
        }

        Assert.Equal(["ab🌍", "cde", "f"], updates.Where(u => u.Text.Length > 0).Select(u => u.Text));
        ChatResponse whole = updates.ToChatResponse();
        Assert.Equal(("ab🌍cdef", "r", ChatFinishReason.ToolCalls, 1L), (
            whole.Text, whole.ResponseId, whole.FinishReason!.Value, whole.Usage!.InputTokenCount!.Value));
        Assert.Equal(updates.Count, client.Calls[0].UpdatesSent);
    }

    [Fact]
    public async Task Stream_BreaksAfterSomeUpdatesOrEndsWithoutFinish()
    {
        using ScriptedChatClient client = new() { ChunkLength = 2 };
        client.FailAfterUpdates(2, new IOException("broke"), "abcdefgh").FailAfterUpdates(0, new IOException()).EndWithoutFinish("abc");
        List<string> texts = [];
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("q"))
            {
                texts.Add(update.Text);
            }
        });
        Assert.Equal(["ab", "cd"], texts);
        Assert.Equal((ScriptedCallState.Failed, 2), (client.Calls[0].State, client.Calls[0].UpdatesSent));
        await Assert.ThrowsAsync<IOException>(() => client.GetResponseAsync("q"));
        ChatResponse ended = await client.GetStreamingResponseAsync("q").ToChatResponseAsync();
        Assert.Equal("abc", ended.Text);
        Assert.Null(ended.FinishReason);
        Assert.Null(ended.Usage);
    }

    [Fact]
    public async Task State_DistinguishesAbandonedFromCancelledCalls()
    {
        FakeTimeProvider time = new();
        using ScriptedChatClient client = new(timeProvider: time) { ChunkLength = 1, Latency = TimeSpan.FromSeconds(5) };
        using CancellationTokenSource cancellation = new();
        Task<ChatResponse> waiting = client.GetResponseAsync("abc", cancellationToken: cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        client.Latency = TimeSpan.Zero;
        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync("abc"))
        {
            break;
        }

        Assert.Equal([ScriptedCallState.Cancelled, ScriptedCallState.Abandoned], client.Calls.Select(call => call.State));
    }

    [Fact]
    public void Latency_PassesInVirtualTime()
    {
        VirtualTime time = new();
        using ScriptedChatClient client =
            new(timeProvider: time) { Latency = TimeSpan.FromSeconds(2), UpdateInterval = TimeSpan.FromSeconds(1), ChunkLength = 1 };
        time.Run(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("abc"))
            {
                time.Log(update.Text);
            }
        });
        Assert.Equal(["2.000 a", "3.000 b", "4.000 c", "5.000 "], time.Trace);
    }

    [Fact]
    public async Task Dispose_RefusesFurtherCalls()
    {
        ScriptedChatClient client = new();
        client.Dispose();
        Assert.True(client.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("q"));
    }
}
