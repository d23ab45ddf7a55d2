using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiStreamReaderTests
{
    public static readonly Gen<string> AnyText =
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(value => new Rune(value).ToString()).Array[0, 40].Select(string.Concat);

    private const string Usage = ""","usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}""";

    private static readonly string Text = Event("""{"text":"Hé"}""", rest: ""","usageMetadata":{"promptTokenCount":9,"totalTokenCount":9}""")
        + ": comment\r\n\r\nevent: unknown\r\n" + Event("""{"text":"llo 😀","future":[{}]}""") + Event("", "STOP", Usage + ""","new":{"a":null}""");

    private static readonly string Tools = Event("""{"text":"why","thought":true}""", end: "\n") + Event("""{"text":"...","thought":true}""", end: "\n")
        + Event("""{"functionCall":{"name":"f","args":{"x":"\u00e9"}},"thoughtSignature":"sig=="},{"functionCall":{"name":"g"}}""", end: "\n")
        + Event("""{"text":""}""", "STOP", Usage, end: "\n");

    private static readonly string TwoEnds = Event("""{"executableCode":{"code":"1"}}""") + Event("""{"codeExecutionResult":{"output":"1"}}""", "STOP", Usage)
        + Event("""{"text":"a"}""") + Event("""{"text":"b","thoughtSignature":"s"}""", "MAX_TOKENS", Usage);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EverySplit_GivesTheSameUpdates(int which)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new[] { Text, Tools, TwoEnds }[which]);
        string expected = ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(GeminiProtocol.Instance, new MemoryStream(bytes)));
        for (int at = 1; at < bytes.Length; at++)
        {
            string actual = ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(
                GeminiProtocol.Instance, ChunkedStream.Split(bytes, at)));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task CutAtAnyEvent_IsTruncated(int which)
    {
        string[] events = new[] { Text, Tools }[which].Replace("\r\n", "\n", StringComparison.Ordinal)
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        for (int kept = 0; kept < events.Length; kept++)
        {
            string cut = string.Concat(events[..kept].Select(text => text + "\n\n"));
            await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadStreamAsync(cut));
        }
    }

    [Fact]
    public async Task CutAfterAnIntermediateEnd_IsTruncated()
    {
        string[] events = TwoEnds.Split("\r\n\r\n");
        await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadStreamAsync(string.Join("\r\n\r\n", events[..3]) + "\r\n\r\n"));
        ChatResponse whole = (await ReadStreamAsync(TwoEnds)).ToChatResponse();
        Assert.Equal(("ab", ChatFinishReason.Length), (whole.Text, whole.FinishReason));
    }

    [Fact]
    public async Task Updates_CarryIdentityEachAndUsageAndFinishOnce()
    {
        List<ChatResponseUpdate> updates = await ReadStreamAsync(Text);
        Assert.Equal(["Hé", "llo 😀", ""], updates.Select(update => update.Text));
        Assert.All(updates, update => Assert.Equal(
            ("r1", "r1", "m1", ChatRole.Assistant), (update.ResponseId, update.MessageId, update.ModelId, update.Role!.Value)));
        Assert.Equal([null, null, ChatFinishReason.Stop], updates.Select(update => update.FinishReason));
        UsageDetails usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details;
        Assert.Equal((3, 2, 5), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public async Task Calls_AreWholeAndEndTheTurnAsToolCalls()
    {
        ChatResponse response = (await ReadStreamAsync(Tools)).ToChatResponse();
        Assert.Equal(["f", "g"], response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.Name));
        Assert.Equal(["mgcall_t1_0", "mgcall_t1_1"],
            response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => call.CallId));
        Assert.Equal("why...", Assert.Single(response.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public async Task WithoutIds_EveryUpdateHasOneMessageId()
    {
        List<ChatResponseUpdate> updates = await ReadStreamAsync(
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n"
            + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}],\"responseId\":\"late\"}\n\n");
        Assert.All(updates, update => Assert.Equal("t1", update.MessageId));
    }

    [Fact]
    public async Task Citations_ComeLast()
    {
        string events = Event("""{"text":"a"}""")
            + """data: {"candidates":[{"finishReason":"STOP","groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://h/","title":"t"}}]}}]}""" + "\n\n";
        ChatResponse response = (await ReadStreamAsync(events)).ToChatResponse();
        CitationAnnotation citation = Assert.IsType<CitationAnnotation>(
            Assert.Single(response.Messages[0].Contents.SelectMany(content => content.Annotations ?? [])));
        Assert.Equal(("https://h/", "t"), (citation.Url!.OriginalString, citation.Title));
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}""", FailureKind.Unavailable)]
    [InlineData("""{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED","details":[{"retryDelay":"2.5s"}]}}""", FailureKind.RateLimited)]
    [InlineData("""{"error":{"status":"INTERNAL"},"x":1}""", FailureKind.Unavailable)]
    [InlineData("""{"error":"what"}""", FailureKind.Unavailable)]
    [InlineData("""[{"error":{"code":500,"message":"m"}}]""", FailureKind.Unavailable)]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", FailureKind.ContentRefused)]
    [InlineData("{broken", FailureKind.Malformed)]
    public async Task ErrorsInTheStream_AreClassified(string data, FailureKind expected)
    {
        ProviderException failure = await Assert.ThrowsAsync<ProviderException>(() => ReadStreamAsync($"data: {data}\r\n\r\n"));
        Assert.Equal(expected, failure.Kind);
        Assert.Equal(expected == FailureKind.RateLimited ? TimeSpan.FromSeconds(2.5) : null, failure.RetryAfter);
        Assert.Null(failure.StatusCode);
    }

    [Fact]
    public async Task BlockedAfterText_IsAFilteredAnswer()
    {
        ChatResponse response = (await ReadStreamAsync(Event("""{"text":"a"}""") + "data: {\"promptFeedback\":{\"blockReason\":\"OTHER\"}}\n\n")).ToChatResponse();
        Assert.Equal(("a", ChatFinishReason.ContentFilter), (response.Text, response.FinishReason));
    }

    [Fact]
    public async Task CapturedRaw_IsOnEveryUpdateOfAnEvent()
    {
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", Streaming = true, CaptureRaw = true };
        List<ChatResponseUpdate> updates = await ReadStreamAsync(Text, call);
        Assert.Equal(3, updates.Count(update => update.RawRepresentation is JsonElement));
    }

    [Fact]
    public void AnyText_StreamsAsItWasWritten() => Gen.Select(AnyText.Array[1, 5], Gen.Int).Sample((texts, seed) =>
    {
        string events = string.Concat(texts.Select(text => Event($$"""{"text":{{JsonSerializer.Serialize(text)}}}"""))) + Event("", "STOP");
        ChunkedStream pieces = ChunkedStream.Random(Encoding.UTF8.GetBytes(events), new Random(seed), 30);
        return ProtocolHarness.ReadStreamAsync(GeminiProtocol.Instance, pieces).GetAwaiter().GetResult().ToChatResponse()
            .Text == string.Concat(texts);
    }, iter: 200);
}
