using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Stages;

/// <summary>What only one deployment has leads back to it, and never fails over.</summary>
public sealed class RouteResolverTests
{
    [Fact]
    public async Task PinnedRequest_NeverFailsOver()
    {
        using Pair pair = new();
        pair.B.Fail(new HttpRequestException("down")).RepeatLast();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            pair.Gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" }.WithGateway(s => s with { Deployment = "b" })));

        Assert.Equal("b", exception.Deployment);
        Assert.Empty(pair.A.Calls);
        Assert.Single(exception.Receipt!.Attempts);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("nowhere")]
    public async Task PinToNoDeployment_IsATypedError(string name)
    {
        using Pair pair = new();

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            pair.Gateway.GetResponseAsync("hi", new ChatOptions().WithGateway(s => s with { Deployment = name })));

        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Receipt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conversation_ReturnsToItsIssuer(bool streaming)
    {
        using Pair pair = new();
        pair.A.Fail(new HttpRequestException("down")).RepeatLast();
        pair.B.Reply(_ =>
        {
            ChatResponse answer = ScriptedAnswers.Answer("hello");
            answer.ConversationId = "conv#1/ä";
            return answer;
        }).RepeatLast();

        ChatResponse first = await pair.Ask(new ChatOptions { ModelId = "chat" }, streaming);
        pair.A.Reply(_ => ScriptedAnswers.Answer("wrong")).RepeatLast();
        ChatOptions options = new() { ModelId = "chat", ConversationId = first.ConversationId };
        ChatResponse second = await pair.Ask(options, streaming);

        Assert.Contains("b", first.ConversationId, StringComparison.Ordinal);
        Assert.Equal("b", second.GetReceipt()!.Deployment);
        Assert.Equal("conv#1/ä", pair.B.Calls[^1].Options!.ConversationId);
        Assert.Equal(first.ConversationId, options.ConversationId);
        Assert.Equal(first.ConversationId, second.ConversationId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContinuationToken_ReturnsToItsIssuer(bool streaming)
    {
        byte[] raw = [0, (byte)'#', 255, 7];
        using Pair pair = new();
        pair.A.Fail(new HttpRequestException("down")).RepeatLast();
        if (streaming)
        {
            pair.B.Stream(new ChatResponseUpdate(ChatRole.Assistant,
                "so far")
            { ContinuationToken = ResponseContinuationToken.FromBytes(raw) }).RepeatLast();
        }
        else
        {
            pair.B.Reply(_ => new ChatResponse([]) { ContinuationToken = ResponseContinuationToken.FromBytes(raw) }).RepeatLast();
        }

        ResponseContinuationToken issued = streaming
            ? (await pair.Gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "chat" }).ToListAsync())[0].ContinuationToken!
            : (await pair.Ask(new ChatOptions { ModelId = "chat" }, streaming)).ContinuationToken!;
        ResponseContinuationToken stored = ResponseContinuationToken.FromBytes(issued.ToBytes().ToArray());
        ChatResponse second = await pair.Ask(new ChatOptions { ModelId = "chat", ContinuationToken = stored }, streaming);

        Assert.Equal("b", second.GetReceipt()!.Deployment);
        Assert.Equal(raw, pair.B.Calls[^1].Options!.ContinuationToken!.ToBytes().ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ContinuationToken_NeedsNoMessages(bool streaming)
    {
        using Pair pair = new();
        pair.A.Reply(_ => new ChatResponse([]) { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }) })
            .Reply(_ => ScriptedAnswers.Answer("done"));
        ChatResponse begun = await pair.Gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });
        ChatOptions options = new() { ModelId = "chat", ContinuationToken = begun.ContinuationToken };

        ChatResponse done = streaming
            ? await pair.Gateway.GetStreamingResponseAsync([], options).ToChatResponseAsync()
            : await pair.Gateway.GetResponseAsync([], options);

        Assert.Equal("done", done.Text);
        Assert.Empty(pair.A.Calls[^1].Messages);
    }

    public static TheoryData<string, ChatMessage, ChatOptions> Ambiguous { get; } = new()
    {
        { "ConversationId", new ChatMessage(ChatRole.User, "hi"), new ChatOptions { ConversationId = "raw" } },
        { "ContinuationToken", new ChatMessage(ChatRole.User, "hi"),
            new ChatOptions { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }) } },
        { "hosted file", new ChatMessage(ChatRole.User, [new HostedFileContent("f1")]), new ChatOptions() },
        { "hosted file", new ChatMessage(ChatRole.User, "hi"),
            new ChatOptions { Tools = [new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("v1")] }] } },
        { "hosted file", new ChatMessage(ChatRole.User, "hi"),
            new ChatOptions { Tools = [new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("f1")] }] } },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task ReferenceWithoutAnIssuer_IsATypedError_WhereSeveralMayBeIt(string named, ChatMessage message, ChatOptions options)
    {
        using Pair pair = new();
        ChatOptions asked = options.Clone();
        asked.ModelId = "chat";

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => pair.Gateway.GetResponseAsync([message], asked));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains("a, b", exception.Message, StringComparison.Ordinal);
        Assert.Empty(pair.A.Calls);

        asked = asked.WithGateway(s => s with { Deployment = "b" });
        await pair.Gateway.GetResponseAsync([message], asked);
        Assert.Equal(options.ConversationId, pair.B.Calls[^1].Options!.ConversationId);
        Assert.Equal(options.ContinuationToken?.ToBytes().ToArray(), pair.B.Calls[^1].Options!.ContinuationToken?.ToBytes().ToArray());
    }

    [Fact]
    public async Task ProvidersOwnId_IsSentUnchanged()
    {
        using Pair pair = new();

        await pair.Gateway.GetResponseAsync("hi",
            new ChatOptions { ConversationId = "b#raw" }.WithGateway(s => s with { Deployment = "a" }));

        Assert.Equal("b#raw", pair.A.Calls[0].Options!.ConversationId);
    }

    [Fact]
    public async Task OtherDeploymentsConversation_IsRefused()
    {
        using Pair pair = new();
        pair.B.Reply(_ => new ChatResponse(new ChatMessage(ChatRole.Assistant, "x")) { ConversationId = "c" }).RepeatLast();
        string issued = (await pair.Gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "b" })).ConversationId!;

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            pair.Gateway.GetResponseAsync("hi", new ChatOptions { ConversationId = issued }.WithGateway(s => s with { Deployment = "a" })));

        Assert.Contains("'a'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'b'", exception.Message, StringComparison.Ordinal);
        Assert.Empty(pair.A.Calls);
    }

    private sealed class Pair : IDisposable
    {
        public Pair()
        {
            Gateway = GatewayChatClient.Create(g => g.AddDeployment("a", A).AddDeployment("b", B).AddRoute("chat", r => r.To("a", "b")));
        }

        public ScriptedChatClient A { get; } = ScriptedAnswers.Hello();

        public ScriptedChatClient B { get; } = ScriptedAnswers.Hello();

        public IChatClient Gateway { get; }

        public Task<ChatResponse> Ask(ChatOptions options, bool streaming) =>
            streaming ? Gateway.GetStreamingResponseAsync("hi", options).ToChatResponseAsync() : Gateway.GetResponseAsync("hi", options);

        public void Dispose() => Gateway.Dispose();
    }
}
