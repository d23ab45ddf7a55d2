using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// What a provider reported before its answer failed is the least that is charged, however the answer ends and whichever protocol it has.
/// </summary>
public sealed class ReportedUsageTests
{
    private const string Anthropic =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"m","model":"c","content":[],"usage":{"input_tokens":2500,"cache_read_input_tokens":9000,"output_tokens":7}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}


        """;

    private const string Chat =
        """
        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":11500,"completion_tokens":7,"total_tokens":11507,"prompt_tokens_details":{"cached_tokens":9000}}}


        """;

    private const string Gemini =
        """
        data: {"responseId":"r","candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]}}],"usageMetadata":{"promptTokenCount":11500,"candidatesTokenCount":7,"cachedContentTokenCount":9000,"totalTokenCount":11507}}


        """;

    private const string Responses =
        """
        data: {"type":"response.created","response":{"id":"r","status":"in_progress","output":[],"usage":{"input_tokens":11500,"output_tokens":7,"total_tokens":11507,"input_tokens_details":{"cached_tokens":9000}}}}

        data: {"type":"response.output_text.delta","output_index":0,"delta":"Hi"}


        """;

    private const string Cohere =
        """
        data: {"type":"message-start","id":"c","delta":{"message":{"role":"assistant"}}}

        data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}},"usage":{"billed_units":{"input_tokens":11500,"output_tokens":7}}}}


        """;

    private const string Ollama =
        """
        {"model":"q","message":{"role":"assistant","content":"Hi"},"done":false,"prompt_eval_count":11500,"eval_count":7}

        """;

    private const string ErrorEvent =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n";

    public static MatrixTheoryData<SimulatedProtocol, StreamEnding> Streams { get; } = new(
        [.. GatewayOverHttp.Protocols.Where(static protocol => protocol != SimulatedProtocol.Bedrock)],
        [StreamEnding.EndOfBytes, StreamEnding.Error, StreamEnding.BrokenEvent, StreamEnding.Cancelled, StreamEnding.Abandoned]);

    [Theory, MemberData(nameof(Streams))]
    public async Task Stream_ThatFailsAfterItsUsage_IsChargedIt(SimulatedProtocol protocol, StreamEnding ending)
    {
        bool isOllama = protocol == SimulatedProtocol.Ollama;
        HttpContent content = ending switch
        {
            StreamEnding.EndOfBytes => Events(Beginning(protocol)),
            StreamEnding.Error => Events(Beginning(protocol) + (isOllama ? """{"error":"busy"}""" : ErrorEvent)),
            StreamEnding.BrokenEvent => Events(Beginning(protocol) + (isOllama ? "{\"mess" : "data: {\"choi\n\n")),
            _ => new StreamContent(new HangingStream(Encoding.UTF8.GetBytes(Beginning(protocol)))),
        };
        await using GatewayOverHttp gateway = await StartAsync(protocol, content);

        await ReadAsync(gateway, ending);

        Check(Assert.Single(Assert.Single(gateway.Receipts).Attempts), protocol, isEstimated: true);
    }

    /// <summary>Bedrock reports its usage last, so that an answer can only fail after it if its end never came.</summary>
    [Fact]
    public async Task BedrockStream_ThatReportsUsageBeforeItsEnd_IsChargedIt()
    {
        byte[] frames =
        [
            .. BedrockFrames.Event("messageStart", """{"role":"assistant"}"""u8),
            .. BedrockFrames.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Hi"}}"""u8),
            .. BedrockFrames.Event("metadata", """{"usage":{"inputTokens":2500,"outputTokens":7,"cacheReadInputTokens":9000}}"""u8),
        ];
        ByteArrayContent content = new(frames);
        content.Headers.ContentType = new("application/vnd.amazon.eventstream");
        await using GatewayOverHttp gateway = await StartAsync(SimulatedProtocol.Bedrock, content);

        await ReadAsync(gateway, StreamEnding.EndOfBytes);

        Check(Assert.Single(Assert.Single(gateway.Receipts).Attempts), SimulatedProtocol.Bedrock, isEstimated: true);
    }

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, """{"choices":[{"finish_reason":"error","error":{"code":502,"message":"down"}}],"usage":U}""")]
    [InlineData(SimulatedProtocol.OpenAI, """{"error":{"code":502,"message":"down"},"usage":U}""")]
    [InlineData(SimulatedProtocol.OpenAI, """{"id":"c","usage":U,"choices":[{"mess""")]
    [InlineData(SimulatedProtocol.Mistral, """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"error"}],"usage":U}""")]
    [InlineData(SimulatedProtocol.Anthropic, """{"type":"error","error":{"type":"api_error","message":"down"},"usage":U}""")]
    [InlineData(SimulatedProtocol.Anthropic, """{"usage":U,"stop_reason":"end_turn"}""")]
    [InlineData(SimulatedProtocol.Gemini, """{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":U}""")]
    [InlineData(SimulatedProtocol.OpenAIResponses, """{"id":"r","status":"failed","error":{"code":"server_error"},"usage":U}""")]
    [InlineData(SimulatedProtocol.Cohere, """{"message":{"role":"assistant","content":[]},"finish_reason":"ERROR","usage":U}""")]
    [InlineData(SimulatedProtocol.Bedrock, """{"stopReason":"end_turn","usage":U}""")]
    [InlineData(SimulatedProtocol.Ollama, """{"model":"q","error":"down","prompt_eval_count":11500,"eval_count":7}""")]
    public async Task Answer_ThatFails_IsChargedTheUsageThatItReports(SimulatedProtocol protocol, string body)
    {
        string usage = protocol switch
        {
            SimulatedProtocol.Anthropic => """{"input_tokens":2500,"cache_read_input_tokens":9000,"output_tokens":7}""",
            SimulatedProtocol.Gemini => """{"promptTokenCount":11500,"candidatesTokenCount":7,"cachedContentTokenCount":9000}""",
            SimulatedProtocol.OpenAIResponses =>
                """{"input_tokens":11500,"output_tokens":7,"input_tokens_details":{"cached_tokens":9000}}""",
            SimulatedProtocol.Cohere => """{"billed_units":{"input_tokens":11500,"output_tokens":7}}""",
            SimulatedProtocol.Bedrock => """{"inputTokens":2500,"outputTokens":7,"cacheReadInputTokens":9000}""",
            _ => """{"prompt_tokens":11500,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":9000}}""",
        };
        await using GatewayOverHttp gateway = await StartAsync(protocol,
            new StringContent(body.Replace("U", usage, StringComparison.Ordinal)));

        Assert.IsAssignableFrom<GatewayException>((await gateway.AskAsync(stream: false)).Exception);

        Check(Assert.Single(Assert.Single(gateway.Receipts).Attempts), protocol, isEstimated: false);
    }

    [Theory]
    [InlineData(SimulatedProtocol.Anthropic)]
    [InlineData(SimulatedProtocol.Ollama)]
    public async Task CountsThatNoAnswerCanHave_DoNotHideTheFailure(SimulatedProtocol protocol)
    {
        const string Most = "9223372036854775807";
        string stream = protocol == SimulatedProtocol.Anthropic
            ? Anthropic.Replace("2500", Most, StringComparison.Ordinal).Replace("9000", Most, StringComparison.Ordinal) + ErrorEvent
            : Ollama.Replace("11500", Most, StringComparison.Ordinal).Replace(":7", $":{Most}", StringComparison.Ordinal)
                + """{"error":"busy"}""";
        await using GatewayOverHttp gateway = await StartAsync(protocol, Events(stream));

        Assert.IsAssignableFrom<GatewayException>((await gateway.AskAsync(stream: true)).Exception);

        Assert.Equal(AttemptOutcome.Failed, Assert.Single(Assert.Single(gateway.Receipts).Attempts).Outcome);
    }

    [Fact]
    public async Task ErrorStatus_IsChargedTheUsageInItsBody()
    {
        const string Body = """
            {"error":{"message":"The tool call failed.","code":"tool_use_failed"},"usage":{"prompt_tokens":11500,"completion_tokens":7}}
            """;
        await using GatewayOverHttp gateway = await StartAsync(SimulatedProtocol.OpenAI, new StringContent(Body),
            HttpStatusCode.BadRequest);

        Assert.IsType<ProviderException>((await gateway.AskAsync(stream: false)).Exception);

        TokenUsage usage = Assert.Single(Assert.Single(gateway.Receipts).Attempts).Usage;
        Assert.Equal((11_500, 7), (usage.InputTokens, usage.AllOutputTokens));
    }

    // The price is 3 dollars a million tokens of input and 15 of output; cached input has no price of its own.
    private static void Check(AttemptReceipt attempt, SimulatedProtocol protocol, bool isEstimated)
    {
        int cached = protocol is SimulatedProtocol.Cohere or SimulatedProtocol.Ollama ? 0 : 9_000;
        Assert.Equal(
            (11_500 - cached, cached, 7, isEstimated),
            (attempt.Usage.UncachedInputTokens, attempt.Usage.CacheReadTokens, attempt.Usage.AllOutputTokens, attempt.Usage.IsEstimated));
        Assert.True(attempt.CostUsd > 0);
    }

    private static async Task ReadAsync(GatewayOverHttp gateway, StreamEnding ending)
    {
        using CancellationTokenSource cancelled = new();
        try
        {
            await foreach (ChatResponseUpdate update in gateway.Stream(cancellationToken: cancelled.Token))
            {
                if (update.Text.Length > 0 && ending == StreamEnding.Cancelled)
                {
                    await cancelled.CancelAsync();
                }
                else if (update.Text.Length > 0 && ending == StreamEnding.Abandoned)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is GatewayException or OperationCanceledException)
        {
        }
    }

    private static string Beginning(SimulatedProtocol protocol) => protocol switch
    {
        SimulatedProtocol.Anthropic => Anthropic,
        SimulatedProtocol.Gemini => Gemini,
        SimulatedProtocol.OpenAIResponses => Responses,
        SimulatedProtocol.Cohere => Cohere,
        SimulatedProtocol.Ollama => Ollama,
        _ => Chat,
    };

    private static StringContent Events(string text) => new(text, Encoding.UTF8, "text/event-stream");

    private static Task<GatewayOverHttp> StartAsync(
        SimulatedProtocol protocol, HttpContent content, HttpStatusCode status = HttpStatusCode.OK) =>
        GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = gateway =>
                gateway.HttpClient.AddHttpMessageHandler(() => new Answering(new HttpResponseMessage(status) { Content = content })),
        });

    private sealed class Answering(HttpResponseMessage answer) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer);
    }

    /// <summary>Gives its bytes, and then nothing until it is cancelled.</summary>
    private sealed class HangingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return read;
        }
    }
}

/// <summary>How a stream ends before its answer does.</summary>
public enum StreamEnding
{
    EndOfBytes,
    Error,
    BrokenEvent,
    Cancelled,
    Abandoned,
}
