using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Servers that end their answer but not the connection.</summary>
public sealed class HttpModelClientTests
{
    private const string OpenAI =
        """
        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}

        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}

        data: [DONE]


        """;

    private const string Anthropic =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"m","model":"x","role":"assistant","content":[],"usage":{"input_tokens":7,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hi"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Theory]
    [InlineData("OpenAI", OpenAI)]
    [InlineData("Anthropic", Anthropic)]
    public async Task AnAnswerEndsWithItsLastEvent_ThoughTheServerHoldsTheConnection(string type, string stream)
    {
        await using PacedServer server = new(stream);
        ReceiptLog receipts = new();
        using IChatClient gateway = Create(type, server, receipts);

        ChatResponse response = await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "p/m" }).ToChatResponseAsync()
            .Bounded();

        Assert.Equal("hi", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        AttemptReceipt attempt = Assert.Single(Assert.Single(receipts.All).Attempts);
        Assert.Equal((AttemptOutcome.Completed, 7L, 2L), (attempt.Outcome, attempt.Usage.InputTokens, attempt.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("OpenAI", OpenAI, "data: [DONE]")]
    [InlineData("Anthropic", Anthropic, "event: message_stop")]
    public async Task BeforeTheLastEvent_TheStreamGoesOn(string type, string stream, string last)
    {
        int end = stream.IndexOf(last, StringComparison.Ordinal);
        await using PacedServer server = new(stream[..end]);
        ReceiptLog receipts = new();
        using IChatClient gateway = Create(type, server, receipts);

        Task<ChatResponse> reading = gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "p/m" }).ToChatResponseAsync();
        await server.SendAsync(": a comment\n\n");
        await server.SendAsync(stream[end..]);

        Assert.Equal("hi", (await reading.Bounded()).Text);
        TokenUsage usage = Assert.Single(receipts.All[0].Attempts).Usage;
        Assert.Equal((7L, 2L), (usage.InputTokens, usage.OutputTokens));
    }

    [Fact]
    public void Gemini_HasNoLastEvent()
    {
        IChatStreamReader reader = ProviderTypes.Find("Gemini")!.CreateProtocol(new ProviderOptions())
            .CreateStreamReader(ProtocolHarness.Call([new(ChatRole.User, "hi")], streaming: true));
        List<ChatResponseUpdate> updates = [];

        reader.Read([], """{"candidates":[{"content":{"parts":[{"text":"hi"}],"role":"model"},"finishReason":"STOP"}]}"""u8, updates);

        Assert.True(reader.IsComplete);
        Assert.False(reader.IsEnded);
    }

    private static IChatClient Create(string type, PacedServer server, ReceiptLog receipts) => GatewayChatClient.Create(g =>
    {
        g.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        g.AddReceiptObserver(receipts).AddProvider("p", type, o =>
        {
            o.Endpoint = server.Endpoint;
            o.Keys.Add("secret");
        });
    });
}
