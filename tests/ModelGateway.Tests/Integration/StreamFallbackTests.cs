using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>Deployments that answer only in streams, or only whole, and answers that must not come whole.</summary>
public sealed class StreamFallbackTests
{
    private const string Refusal = """{"error":{"type":"invalid_request_error","param":"stream","message":"WORDS"}}""";
    private const string RefusesStreams = "Your organization must be verified to stream this model.";
    private const string RefusesWhole = "This model only support stream mode, please enable the stream parameter to access the model.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StreamThatIsRefused_IsAskedForWholeAndRemembered(bool callerStreams)
    {
        using StubHandler http = OpenAI(refused: true, RefusesStreams);
        using IChatClient client = Create(http, streamUpstream: true);

        ChatResponse first = await AskAsync(client, callerStreams);
        ChatResponse second = await AskAsync(client, callerStreams);

        Assert.Equal(("hello", "hello"), (first.Text, second.Text));
        Assert.Equal([true, false, false], http.Sent.Select(static request => Streams(request.Body)));
        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Completed], first.GetReceipt()!.Attempts.Select(static one => one.Outcome));
        Assert.Contains(first.GetReceipt()!.Notes, static note => note.Contains("refuses to stream", StringComparison.Ordinal));
        Assert.Single(second.GetReceipt()!.Attempts);
        Assert.Equal(15, second.GetReceipt()!.Usage.TotalTokens);
    }

    [Fact]
    public async Task WholeAnswerThatIsRefused_IsStreamedAndRemembered()
    {
        using StubHandler http = OpenAI(refused: false, RefusesWhole);
        using IChatClient client = Create(http, streamUpstream: false);

        ChatResponse first = await AskAsync(client, callerStreams: false);
        ChatResponse second = await AskAsync(client, callerStreams: false);

        Assert.Equal(("hello", "hello"), (first.Text, second.Text));
        Assert.Equal([false, true, true], http.Sent.Select(static request => Streams(request.Body)));
        Assert.Contains(first.GetReceipt()!.Notes, static note => note.Contains("refuses whole answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeploymentThatRefusesBoth_IsAskedOnceEachWay()
    {
        using StubHandler http = new((request, _) => Task.FromResult(StubHandler.Json(
            HttpStatusCode.BadRequest,
            Refusal.Replace("WORDS", Streams(Body(request)) ? RefusesStreams : RefusesWhole, StringComparison.Ordinal))));
        using IChatClient client = Create(http, streamUpstream: true);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => AskAsync(client, callerStreams: false));

        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
        Assert.Equal([true, false], http.Sent.Select(static request => Streams(request.Body)));
    }

    [Fact]
    public async Task OtherBadRequest_IsNotRepeated()
    {
        using StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(
            HttpStatusCode.BadRequest, Refusal.Replace("WORDS", "messages: too few", StringComparison.Ordinal))));
        using IChatClient client = Create(http, streamUpstream: true);

        await Assert.ThrowsAsync<ProviderException>(() => AskAsync(client, callerStreams: false));

        Assert.Single(http.Sent);
    }

    /// <summary>What the request allows, what is asked for by name, and whether Anthropic is asked to stream.</summary>
    [Theory]
    [InlineData("claude-haiku-4-5", 21_333, null, false)]
    [InlineData("claude-haiku-4-5", 21_334, null, true)]
    [InlineData("claude-haiku-4-5", 60_000, false, false)]
    [InlineData("claude-haiku-4-5", 100, true, true)]
    [InlineData("claude-haiku-4-5", null, null, false)]
    [InlineData("claude-opus-5", null, null, false)]
    public async Task AnthropicsAnswer_IsStreamedAboveItsBound(string model, int? limit, bool? asked, bool isStreamed)
    {
        using StubHandler http = new(static (request, _) => Task.FromResult(Anthropic(Streams(Body(request)))));
        using IChatClient client = GatewayChatClient.Create(gateway =>
        {
            gateway.AddAnthropic("p", static provider => provider.Keys.Add("sk-ant-test"));
            gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        ChatOptions options = new ChatOptions { ModelId = $"p/{model}", MaxOutputTokens = limit }
            .WithGateway(settings => settings with { StreamUpstream = asked });

        ChatResponse response = await client.GetResponseAsync("hi", options, TestContext.Current.CancellationToken);

        Assert.Equal("hello", response.Text);
        Assert.Equal("standard", response.AdditionalProperties?["service_tier"]?.ToString());
        Assert.Equal(isStreamed, Streams(Assert.Single(http.Sent).Body));
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, bool callerStreams) => callerStreams
        ? client.GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync()
        : client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

    private static IChatClient Create(StubHandler http, bool streamUpstream) => GatewayChatClient.Create(gateway =>
    {
        gateway.AddOpenAI("p", static provider => provider.Keys.Add("sk-test"));
        gateway.Configure(options =>
        {
            options.DefaultRoute = "p/m";
            options.StreamUpstream = streamUpstream;
        });
        gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
    });

    private static StubHandler OpenAI(bool refused, string words) => new(async (request, token) =>
    {
        bool streams = Streams(await request.Content!.ReadAsStringAsync(token));
        return streams == refused
            ? StubHandler.Json(HttpStatusCode.BadRequest, Refusal.Replace("WORDS", words, StringComparison.Ordinal))
            : streams ? Stream(
                """data: {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n")
            : StubHandler.Json(HttpStatusCode.OK, """
                {"id":"c1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hello"}}],
                "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
                """);
    });

    private static HttpResponseMessage Anthropic(bool streams) => streams
        ? Stream("""
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"x","role":"assistant","content":[],"usage":{"input_tokens":3,"output_tokens":1,"service_tier":"standard"}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"hello"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}


            """)
        : StubHandler.Json(HttpStatusCode.OK, """
            {"id":"m","type":"message","model":"x","role":"assistant","content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn",
            "usage":{"input_tokens":3,"output_tokens":2,"service_tier":"standard"}}
            """);

    private static HttpResponseMessage Stream(string events) =>
        new(HttpStatusCode.OK) { Content = new StringContent(events, Encoding.UTF8, "text/event-stream") };

    private static string Body(HttpRequestMessage request) => request.Content!.ReadAsStringAsync().GetAwaiter().GetResult();

    private static bool Streams(string body) => body.Contains("\"stream\":true", StringComparison.Ordinal);
}
