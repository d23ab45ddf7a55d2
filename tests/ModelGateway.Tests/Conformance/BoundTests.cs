using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// Answers and requests beyond all measure: a typed error or a true answer, in bounded time and memory, from every protocol.
/// </summary>
public sealed class BoundTests
{
    private const int Deep = 10_000;
    private const int Many = 50_000;
    private const string Mark = "here";

    private static readonly string Nested = new string('[', Deep) + new string(']', Deep);

    public static TheoryData<SimulatedProtocol> Protocols { get; } = [.. GatewayOverHttp.Protocols];

    public static MatrixTheoryData<SimulatedProtocol, bool> Ways { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    /// <summary>Seconds each: some that rotate, or all where the sweep is whole.</summary>
    public static TheoryData<SimulatedProtocol, bool> LongWays { get; } =
        [.. Ways.Select(static row => row.Data).Where(static way => Tiers.IsFull || ((int)way.Item1 + Tiers.Seed) % 4 == 0)
            .Select(static way => new TheoryDataRow<SimulatedProtocol, bool>(way.Item1, way.Item2))];

    /// <summary>Some hundred megabytes each, and all protocols share what reads them.</summary>
    public static TheoryData<SimulatedProtocol> LongAnswers { get; } =
        [.. GatewayOverHttp.Protocols.Where(static protocol =>
            Tiers.IsFull || (int)protocol == Tiers.Seed % GatewayOverHttp.Protocols.Length)];

    /// <summary>One of those with server-sent events, which share what reads them, beside the two others.</summary>
    public static TheoryData<SimulatedProtocol> Framings { get; } =
        [.. LongAnswers.Select(static row => row.Data)
            .Union([SimulatedProtocol.OpenAI, SimulatedProtocol.Bedrock, SimulatedProtocol.Ollama])];

    /// <summary>The arguments of a call that nest deeper than anything reads them.</summary>
    [Theory, MemberData(nameof(Ways))]
    public async Task DeepArguments_InAnAnswerAreATypedErrorOrACallThatSaysSo(SimulatedProtocol protocol, bool stream)
    {
        RewritingHandler handler = new();
        await using GatewayOverHttp gateway = await StartAsync(protocol, handler);
        gateway.First.Reply(new SimulatedReply { ToolCalls = [new("keep", $$"""{"x":"{{Mark}}"}""")], ChunkLength = 10_000 });
        Assert.Null((await gateway.AskAsync(stream)).Exception);
        byte[] rewritten = [];
        handler.Rewrite = body => rewritten = Replace(protocol, stream, body);

        GatewayAnswer answer = await gateway.AskAsync(
            stream, options: new ChatOptions().WithGateway(static settings => settings with { StreamToolCallDeltas = true }));

        Assert.True(rewritten.Length > 2 * Deep);
        if (answer.Exception is null)
        {
            FunctionCallContent call = Assert.Single(
                (answer.Response?.Messages.SelectMany(static message => message.Contents) ?? answer.Updates.SelectMany(static update =>
                    update.Contents)).OfType<FunctionCallContent>());
            Assert.NotNull(call.Exception);
        }
        else
        {
            Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        }

        Assert.Equal(2, gateway.Ledger.Count);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task DeepValues_InARequestAreATypedErrorOrSent(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        JsonElement deep = JsonElement.Parse(Nested, new JsonDocumentOptions { MaxDepth = Deep + 1 });
        List<object?> lists = [];
        for (int i = 0; i < Deep; i++)
        {
            lists = [lists];
        }

        foreach (object value in new object[] { deep, lists })
        {
            ChatMessage user = new(ChatRole.User, "hi");
            ChatMessage call = new(ChatRole.Assistant,
                [new FunctionCallContent("call_1", "f", new Dictionary<string, object?> { ["x"] = value })]);
            ChatMessage shallow = new(ChatRole.Assistant, [new FunctionCallContent("call_1", "f", new Dictionary<string, object?>())]);
            ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("call_1", "fine")]);
            ChatMessage deepResult = new(ChatRole.Tool, [new FunctionResultContent("call_1", value)]);
            (List<ChatMessage> History, ChatOptions Options)[] requests =
            [
                ([user, call, result], new()),
                ([user, shallow, deepResult], new()),
                ([user], new() { AdditionalProperties = new() { ["metadata"] = value } }),
                ([user], new() { Tools = [AIFunctionFactory.CreateDeclaration("f", "d", deep)] }),
                ([user], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(deep) }),
            ];
            foreach ((List<ChatMessage> history, ChatOptions options) in requests)
            {
                foreach (bool stream in new[] { false, true })
                {
                    GatewayAnswer answer = await gateway.AskAsync(stream, history, options);
                    Assert.True(
                        answer.Exception is null or ProviderException { Kind: FailureKind.InvalidRequest or FailureKind.Unsupported }
                            || (answer.Exception is NoRouteException && protocol == SimulatedProtocol.DeepSeek
                                && options.ResponseFormat is not null),
                        answer.Exception?.ToString());
                }
            }
        }
    }

    /// <summary>An answer that never ends is cut off at the limit; what was read of it is no more than that and a buffer.</summary>
    [Theory, MemberData(nameof(LongAnswers))]
    public async Task AnswerWithoutEnd_IsRefused(SimulatedProtocol protocol)
    {
        FillerStream endless = new("{\"x\":\""u8.ToArray(), Encoding.UTF8.GetBytes(new string('x', 4096)));
        await using GatewayOverHttp gateway = await StartAsync(protocol, new StreamHandler(endless));

        GatewayAnswer answer = await gateway.AskAsync(stream: false);

        Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.InRange(endless.Position, 1, 65 * 1024 * 1024);
    }

    /// <summary>An event, a line, a frame without end.</summary>
    [Theory, MemberData(nameof(Framings))]
    public async Task EventWithoutEnd_IsRefused(SimulatedProtocol protocol)
    {
        byte[] beginning = protocol switch
        {
            SimulatedProtocol.Bedrock => LongFrame(AwsEventStreamReader.MaxFrameBytes + 1),
            SimulatedProtocol.Ollama => "{\"x\":\""u8.ToArray(),
            _ => "data: {\"x\":\""u8.ToArray(),
        };
        FillerStream endless = new(beginning, Encoding.UTF8.GetBytes(new string('x', 4096)));
        await using GatewayOverHttp gateway = await StartAsync(protocol, new StreamHandler(endless));

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.InRange(endless.Position, 1, EventBudget.DefaultMaxEventBytes + (1024 * 1024));
    }

    /// <summary>One event whose data is spread over lines without end.</summary>
    [Fact]
    public async Task EventOfLinesWithoutEnd_IsRefused()
    {
        FillerStream endless = new("data: {\n"u8.ToArray(), "data: \"x\",\n"u8.ToArray());
        await using GatewayOverHttp gateway = await StartAsync(SimulatedProtocol.OpenAI, new StreamHandler(endless));

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.InRange(endless.Position, 1, 64 * 1024 * 1024);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task TinyEvents_ByTheThousandAreRead(SimulatedProtocol protocol)
    {
        string text = string.Concat(Enumerable.Range(0, 5_000).Select(static number => (char)('a' + (number % 26))));
        RewritingHandler handler = new();
        await using GatewayOverHttp gateway = await StartAsync(protocol, handler);
        gateway.First.Reply(new SimulatedReply { Text = text, ChunkLength = 1 });
        byte[] nothing = protocol switch
        {
            SimulatedProtocol.Bedrock => BedrockFrames.Event("unknown", "{}"u8),
            SimulatedProtocol.Ollama => "\n"u8.ToArray(),
            _ => ": keep-alive\n\n"u8.ToArray(),
        };
        handler.Rewrite = body => [.. Enumerable.Repeat(nothing, Many).SelectMany(static bytes => bytes), .. body];

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Null(answer.Exception);
        Assert.Equal(text, answer.Text);
    }

    /// <summary>Tool calls by the tens of thousands, all begun at once.</summary>
    [Theory, MemberData(nameof(LongWays))]
    public async Task ToolCallsByTheTenThousands_AreATypedErrorOrWhole(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        SimulatedToolCall[] calls = [.. Enumerable.Range(0, Many).Select(static number => new SimulatedToolCall("f", $$"""{"n":{{number}}}"""))];
        gateway.First.Reply(new SimulatedReply { ToolCalls = calls });

        GatewayAnswer answer = await gateway.AskAsync(stream);

        if (answer.Exception is null)
        {
            FunctionCallContent[] got =
                [.. (answer.Response?.Messages.SelectMany(static message => message.Contents) ?? answer.Updates.SelectMany(static update =>
                    update.Contents)).OfType<FunctionCallContent>()];
            Assert.Equal(Many, got.Length);
            Assert.Equal(Many, got.Select(static call => call.CallId).Distinct().Count());
        }
        else
        {
            Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        }
    }

    private static Task<GatewayOverHttp> StartAsync(SimulatedProtocol protocol, DelegatingHandler? handler = null) =>
        GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder =>
            {
                builder.Configure(static options => options.Breaker = new CircuitBreakerOptions { MinimumCalls = int.MaxValue });
                if (handler is not null)
                {
                    builder.HttpClient.AddHttpMessageHandler(() => handler);
                }
            },
        });

    // In place of the marked string, in the answer or within the string that holds the arguments; a frame is made anew.
    private static byte[] Replace(SimulatedProtocol protocol, bool stream, byte[] body)
    {
        if (!stream || protocol != SimulatedProtocol.Bedrock)
        {
            return Replace(body);
        }

        List<byte> frames = [];
        for (int at = 0; at < body.Length;)
        {
            int total = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at));
            int headers = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 4));
            frames.AddRange(BedrockFrames.Frame(Replace(body[(at + 12 + headers)..(at + total - 4)]),
                body[(at + 12)..(at + 12 + headers)]));
            at += total;
        }

        return [.. frames];
    }

    private static byte[] Replace(byte[] json)
    {
        string text = Encoding.UTF8.GetString(json);
        foreach (string quoted in new[] { $"\"{Mark}\"", $"\\\"{Mark}\\\"", $"\\u0022{Mark}\\u0022" })
        {
            text = text.Replace(quoted, Nested, StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static byte[] LongFrame(int length)
    {
        byte[] prelude = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(prelude, length);
        BinaryPrimitives.WriteUInt32BigEndian(prelude.AsSpan(8), Crc32.Compute(prelude.AsSpan(0, 8)));
        return prelude;
    }

    private sealed class StreamHandler(Stream body) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) });
    }
}
