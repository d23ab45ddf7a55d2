using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Ollama.OllamaBodies;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaAnswerReaderTests
{
    private const string Lines = """
        {"model":"m","created_at":"2026-07-28T06:33:36.704886Z","message":{"role":"assistant","content":"","thinking":"I "},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:36.72004Z","message":{"role":"assistant","content":"","thinking":"look."},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:37Z","message":{"role":"assistant","content":"grüß "},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:38Z","message":{"role":"assistant","content":"😀"},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:39Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_a","function":{"index":0,"name":"f","arguments":{"x":{"y":[1,2]}}}}]},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:39Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"g","arguments":{}}}]},"done":false}
        {"model":"m","created_at":"2026-07-28T06:33:40Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":9,"load_duration":1,"prompt_eval_count":20,"prompt_eval_duration":3,"eval_count":5,"eval_duration":4}

        """;

    [Fact]
    public async Task Stream_IsReadWithTextAndUsage()
    {
        List<ChatResponseUpdate> updates = await ReadStreamAsync(Lines);
        Assert.Equal(7, updates.Count);
        Assert.All(updates, static update =>
            Assert.Equal(("t1", "m", ChatRole.Assistant), (update.MessageId, update.ModelId, update.Role!.Value)));
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("grüß 😀", response.Text);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal((20, 5, 25), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Single(response.Messages);
    }

    [Fact]
    public async Task Stream_KeepsDurationsThoughtsAndCalls()
    {
        ChatMessage message = Assert.Single((await ReadStreamAsync(Lines)).ToChatResponse().Messages);
        Assert.Equal([9L, 1L, 3L, 4L], new[] { "total_duration", "load_duration", "prompt_eval_duration", "eval_duration" }.Select(
            name => message.AdditionalProperties![name]));
        Assert.Equal("I look.", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        FunctionCallContent[] calls = [.. message.Contents.OfType<FunctionCallContent>()];
        Assert.Equal([("call_a", "f"), ("mgcall_t1_1", "g")], calls.Select(static call => (call.CallId, call.Name)));
        Assert.Equal("""{"y":[1,2]}""", Assert.IsType<JsonElement>(calls[0].Arguments!["x"]).GetRawText());
    }

    [Fact]
    public async Task CallsComeWhole_SoThatThereIsNothingToStreamOfThem()
    {
        ChatCall(out ModelGateway.Protocols.ChatCall call);
        List<ChatResponseUpdate> updates = await ReadStreamAsync(Lines, call);
        Assert.Equal(2, updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Count());
        Assert.Empty(updates.SelectMany(static update => update.Contents).OfType<ToolCallDeltaContent>());

        static void ChatCall(out ModelGateway.Protocols.ChatCall call) =>
            call = new() { Messages = [Hi], ModelId = "m", Streaming = true, StreamToolCallDeltas = true, AttemptId = "t1" };
    }

    [Fact]
    public async Task AnySplit_GivesTheSameUpdates()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Lines.Replace("\n", "\r\n", StringComparison.Ordinal));
        string expected = ProtocolHarness.Describe(await ReadStreamAsync(Lines));
        for (int at = 0; at <= bytes.Length; at++)
        {
            Assert.Equal(expected,
                ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(OllamaProtocol.Instance, ChunkedStream.Split(bytes, at))));
        }

        Assert.Equal(expected, ProtocolHarness.Describe(await ReadStreamAsync(Lines.TrimEnd())));
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("load", "load")]
    [InlineData("unload", "unload")]
    public void Finish_IsReadFromTheDoneReason(string reason, string expected) => Assert.Equal(
        new ChatFinishReason(expected),
        Read($$$"""{"model":"m","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"{{{reason}}}"}""").FinishReason);

    [Fact]
    public void WholeAnswer_InAnyOrderOfFields()
    {
        ChatResponse response = Read("""
            {"done":true,"eval_count":32,"unknown":{"a":[1]},"message":{"tool_calls":[{"function":{"arguments":"{\"x\":1}","name":"f"}}],"thinking":"hm","content":"text","role":"assistant"},
             "prompt_eval_count":null,"model":"m","created_at":"2026-06-19T16:26:52.429441648-07:00","logprobs":[]}

            """);
        Assert.Equal(["TextReasoningContent", "TextContent", "FunctionCallContent"],
            response.Messages[0].Contents.Select(static content => content.GetType().Name));
        Assert.Equal("1", ((JsonElement)((FunctionCallContent)response.Messages[0].Contents[2]).Arguments!["x"]!).GetRawText());
        Assert.Equal((null, 32, 32), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(TimeSpan.FromHours(-7), response.CreatedAt!.Value.Offset);
        Assert.Null(response.AdditionalProperties);
    }

    [Fact]
    public async Task RawJson_IsCapturedWhereItIsAskedFor()
    {
        ModelGateway.Protocols.ChatCall call = new() { Messages = [Hi], ModelId = "m", Streaming = true, CaptureRaw = true };
        List<ChatResponseUpdate> updates = await ReadStreamAsync(Lines, call);
        Assert.Equal(7, updates.Count(static update => update.RawRepresentation is JsonElement));
        Assert.Equal(8, updates.Count);
        Assert.Equal(3, Assert.IsType<JsonElement>(Read("""{"message":{"content":""},"done":true,"eval_count":3}""", call).RawRepresentation).GetProperty("eval_count").GetInt32());
    }

    [Fact]
    public async Task StreamThatIsNotDone_IsTruncated()
    {
        string[] lines = Lines.Split('\n');
        for (int kept = 0; kept < 7; kept++)
        {
            await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadStreamAsync(string.Join('\n', lines[..kept])));
            await Assert.ThrowsAsync<StreamTruncatedException>(() =>
                ReadStreamAsync(string.Join('\n', lines[..kept]) + "\n" + lines[kept][..^2]));
        }

        Assert.Equal(FailureKind.Truncated, Assert.Throws<ProviderException>(static () => Read("""{"message":{"content":"a"},"done":false}""")).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"done":true}""")]
    [InlineData("""{"message":"text","done":true}""")]
    [InlineData("""{"message":{"content":3},"done":true}""")]
    [InlineData("""{"message":{"content":"a"},"done":"yes"}""")]
    [InlineData("""{"message":{"content":"a"},"done":true,"eval_count":"many"}""")]
    [InlineData("""{"message":{"content":"a"},"done":true,"done_reason":7}""")]
    [InlineData("""{"message":{"content":"a"},"done":true}{"more":1}""")]
    [InlineData("""{"message":{"tool_calls":[{"function":{"arguments":{}}}]},"done":true}""")]
    [InlineData("""{"message":{"tool_calls":[null]},"done":true}""")]
    [InlineData("""{"message":{"tool_calls":{}},"done":true}""")]
    [InlineData("""{"message":{"content":"a"},"done":true""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body)).Kind);

    [Theory]
    [InlineData("""{"error":"an error was encountered while running the model: unexpected EOF"}""", FailureKind.Unavailable)]
    [InlineData("""{"error":"model 'm' not found"}""", FailureKind.ModelNotFound)]
    [InlineData("""{"error":"error parsing tool call: raw='{', err=unexpected end of JSON input"}""", FailureKind.Malformed)]
    public async Task ErrorAtStatus200_IsAnError(string error, FailureKind kind)
    {
        ProviderException whole = Assert.Throws<ProviderException>(() => Read(error));
        ProviderException line =
            await Assert.ThrowsAsync<ProviderException>(() => ReadStreamAsync(Lines.Split('\n')[2] + "\n" + error + "\n"));
        Assert.Equal((kind, kind), (whole.Kind, line.Kind));
        Assert.Equal(whole.Message, line.Message);
        Assert.Null(line.StatusCode);
    }
}
