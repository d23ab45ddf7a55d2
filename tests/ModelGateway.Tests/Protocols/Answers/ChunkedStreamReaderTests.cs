using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Answers;

/// <summary>Streams that end with <c>[DONE]</c> and no finish reason: at some services an end, at others a cut.</summary>
public sealed class ChunkedStreamReaderTests
{
    private const string Text = """{"id":"c","choices":[{"index":0,"delta":{"content":"hello"},"finish_reason":null}]}""";
    private const string Thought = """{"id":"c","choices":[{"index":0,"delta":{"reasoning":"hm"}}]}""";
    private const string Usage = """{"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";
    private const string Counts = """{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}""";
    private const string Setting = "EndsWithoutFinishReason";

    private static readonly string WholeCall = Call("""{\"x\":1}""");
    private static readonly string CutCall = Call("""{\"x\":""");

    [Theory]
    [InlineData("OpenRouter", null)]
    [InlineData("OpenAICompatible", "true")]
    public async Task DoneAfterUsageAndWholeContent_IsAnEndThatIsUnconfirmed(string type, string? setting)
    {
        List<ChatResponseUpdate> updates = await ReadAsync(type, setting, Text, Usage);
        Assert.Equal("hello", updates.ToChatResponse().Text);
        Assert.Null(updates.ToChatResponse().FinishReason);
        Assert.Equal(5, updates.ToChatResponse().Usage!.TotalTokenCount);

        FunctionCallContent call = Assert.Single((await ReadAsync(type, setting, Text, WholeCall, Usage))
            .SelectMany(static update => update.Contents).OfType<FunctionCallContent>());
        Assert.Equal("1", call.Arguments!["x"]!.ToString());
    }

    [Theory]
    [InlineData("OpenAI", null)]
    [InlineData("OpenAICompatible", null)]
    [InlineData("OpenAICompatible", "false")]
    [InlineData("Mistral", null)]
    public async Task DoneWithoutAReason_IsACutElsewhere(string type, string? setting) =>
        await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync(type, setting, Text, Usage));

    [Theory]
    [InlineData("an empty list of calls beside the text")]
    [InlineData("a refusal")]
    [InlineData("empty usage before the last")]
    [InlineData("usage in every event and once more")]
    public async Task WholeContentBeforeTheLastUsage_IsAnEnd(string what)
    {
        string[] events = what switch
        {
            "an empty list of calls beside the text" => [Changed("hello\"}", "hello\",\"tool_calls\":[]}"), Usage],
            "a refusal" => [Changed("content", "refusal"), Usage],
            "empty usage before the last" => [Changed("\"id\"", "\"usage\":{},\"id\""), With(Text, Counts)],
            _ => [With(Text, Counts), With(Text, Counts), Usage],
        };
        Assert.NotEmpty(await ReadAsync("OpenRouter", null, events));
    }

    [Theory]
    [InlineData("usage in every event")]
    [InlineData("text after the usage")]
    [InlineData("usage without counts")]
    public async Task ContentAfterTheUsage_IsACut(string what)
    {
        string[] events = what switch
        {
            "usage in every event" => [With(Text, Counts), With(Text, Counts)],
            "text after the usage" => [Text, Usage, Text],
            _ => [Text, With(Changed("hello", ""), "{}")],
        };
        await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync("OpenRouter", null, events));
    }

    [Theory]
    [InlineData("text without usage")]
    [InlineData("usage alone")]
    [InlineData("reasoning alone")]
    [InlineData("a call cut within its arguments")]
    [InlineData("a call without arguments")]
    [InlineData("a whole call and a cut one")]
    public async Task UnfinishedContent_IsACut(string what)
    {
        string[] events = what switch
        {
            "text without usage" => [Text],
            "usage alone" => [Usage],
            "reasoning alone" => [Thought, Usage],
            "a call cut within its arguments" => [Text, CutCall, Usage],
            "a call without arguments" => [Text, Call(""), Usage],
            _ => [WholeCall, CutCall.Replace("\"index\":0,\"id\":\"a\"", "\"index\":1,\"id\":\"b\"", StringComparison.Ordinal), Usage],
        };
        await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync("OpenRouter", null, events));
    }

    [Fact]
    public async Task Receipt_SaysThatTheEndIsUnconfirmed()
    {
        foreach (string end in (string[])["", "\"stop\""])
        {
            ReceiptLog receipts = new();
            InMemoryLedger ledger = new();
            string last = end.Length == 0 ? Text
                : Text.Replace("\"finish_reason\":null", $"\"finish_reason\":{end}", StringComparison.Ordinal);
            using IChatClient gateway = GatewayChatClient.Create(g =>
            {
                g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new StubHandler((_, _) => Task.FromResult(EventStream(last, Usage))));
                g.Services.AddSingleton<ILedger>(ledger);
                g.AddReceiptObserver(receipts).AddProvider("p", "OpenAICompatible", static o =>
                {
                    o.Endpoint = new Uri("https://cortex.example/v1/");
                    o.Settings[Setting] = "true";
                });
            });

            ChatResponse response = await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "p/m" })
                .ToChatResponseAsync();

            bool isUnconfirmed = end.Length == 0;
            GatewayReceipt receipt = Assert.Single(receipts.All);
            Assert.Equal((isUnconfirmed, isUnconfirmed), (receipt.EndUnconfirmed, receipt.Attempts[0].EndUnconfirmed));
            Assert.Equal(AttemptOutcome.Completed, receipt.Outcome);
            Assert.Equal(isUnconfirmed ? null : "stop", response.FinishReason?.Value);
            Assert.Equal(isUnconfirmed, Assert.Single(ledger.Snapshot()).Attempt.EndUnconfirmed);
        }
    }

    [Fact]
    public void Setting_IsTrueOrFalse()
    {
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(static () => GatewayChatClient.Create(
            static g => g.AddOpenAICompatible("p", new Uri("https://cortex.example/v1/"), static o => o.Settings[Setting] = "yes")));
        Assert.Equal(["Providers:p:EndsWithoutFinishReason is 'yes'. Set it to true or false."], exception.Failures);
    }

    private static HttpResponseMessage EventStream(params string[] events) =>
        new(HttpStatusCode.OK) { Content = new StringContent(Sse(events), Encoding.UTF8, "text/event-stream") };

    private static string Call(string arguments) =>
        """{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""" + "\"" + arguments
        + "\"}}]}}]}";

    private static string Changed(string from, string to) => Text.Replace(from, to, StringComparison.Ordinal);

    private static string With(string text, string usage) => $"{text[..^1]},\"usage\":{usage}}}";

    private static string Sse(params string[] events) => string.Concat(events.Append("[DONE]").Select(static data => $"data: {data}\n\n"));

    private static Task<List<ChatResponseUpdate>> ReadAsync(string type, string? setting, params string[] events)
    {
        ProviderOptions options = new();
        if (setting is not null)
        {
            options.Settings[Setting] = setting;
        }

        IProtocol protocol = ProviderTypes.Find(type)!.CreateProtocol(options);
        return ProtocolHarness.ReadStreamAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(Sse(events))));
    }
}
