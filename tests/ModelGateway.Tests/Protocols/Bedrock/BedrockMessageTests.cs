using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

public sealed class BedrockMessageTests
{
    private static readonly BedrockProtocol Adapter = new("us-east-1");

    [Fact]
    public void Neighbours_BecomeOneMessageResultsFirst()
    {
        ChatCall call = ProtocolHarness.Call(
        [
            new(ChatRole.User, "a"), new(ChatRole.System, "late"), new(ChatRole.User, [new TextContent(" "), new TextContent("b")]),
            new(ChatRole.Assistant, [new FunctionCallContent("bad id!", "f", new Dictionary<string, object?> { ["x"] = 1 }),
                new UsageContent(new()), new ToolCallDeltaContent("x", "f", "{")]),
            new(ChatRole.User, "meanwhile"),
            new(ChatRole.Tool,
                [new FunctionResultContent("bad id!",
                new Dictionary<string, object?> { ["y"] = 2 }) { Exception = new InvalidOperationException("secret") }]),
        ], modelId: "amazon.nova-lite-v1:0");
        JsonElement written = ProtocolHarness.Write(Adapter, call);
        string id = ToolCallIds.Map("bad id!", 64);
        Assert.Equal("""[{"text":"late"}]""", written.GetProperty("system").GetRawText());
        string expected = """
            [{"role":"user","content":[{"text":"a"},{"text":"b"}]},
            {"role":"assistant","content":[{"toolUse":{"toolUseId":"ID","name":"f","input":{"x":1}}}]},
            {"role":"user","content":[{"toolResult":{"toolUseId":"ID","content":[{"text":"{\"y\":2}"}],"status":"error"}},{"text":"meanwhile"}]}]
            """.Replace("ID", id, StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written.GetProperty("messages")), written.ToString());
        Assert.Contains(call.Notes.All, static note => note.Contains("moved to its beginning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"text\"", """[{"text":"text"}]""")]
    [InlineData("""{"a":[1]}""", """[{"json":{"a":[1]}}]""")]
    [InlineData("[1,2]", """[{"text":"[1,2]"}]""")]
    [InlineData("\"\"", """[{"text":"(no result)"}]""")]
    [InlineData("null", """[{"text":"null"}]""")]
    public void Results_AreJsonOrText(string result, string expected) =>
        Assert.Equal(expected, Result(JsonElement.Parse(result)).GetRawText());

    [Fact]
    public void Results_MayHoldMedia()
    {
        Assert.Equal("""[{"text":"see"},{"image":{"format":"png","source":{"bytes":"AQI="}}}]""",
            Result(new List<AIContent> { new TextContent("see"), new DataContent(new byte[] { 1, 2 }, "image/png") }).GetRawText());
        Assert.Equal("""[{"text":"(no result)"}]""", Result(new List<AIContent>()).GetRawText());
        Assert.Equal("""[{"text":"(no result)"}]""", Result(null).GetRawText());
    }

    [Fact]
    public void Media_HaveTheirBlocksAndDocumentsNamesAndText()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User,
        [
            new DataContent(new byte[] { 1 }, "application/pdf") { Name = "my  report_v1.pdf" },
            new DataContent(new byte[] { 1 }, "application/pdf") { Name = "my report_v1.pdf" },
            new DataContent(new byte[] { 1 }, "text/plain; charset=utf-8"),
            new UriContent("s3://bucket/film.mp4", "video/mp4"),
            new DataContent(new byte[] { 1 }, "audio/mpeg"),
            new DataContent(new byte[] { 1 }, "image/jpg"),
        ])]);
        Assert.Equal(
            """[{"document":{"format":"pdf","name":"my report-v1-pdf","source":{"bytes":"AQ=="}}},{"document":{"format":"pdf","name":"my report-v1-pdf-2","source":{"bytes":"AQ=="}}},{"document":{"format":"txt","name":"document","source":{"bytes":"AQ=="}}},{"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://bucket/film.mp4"}}}},{"audio":{"format":"mp3","source":{"bytes":"AQ=="}}},{"image":{"format":"jpeg","source":{"bytes":"AQ=="}}},{"text":"See the document."}]""",
            ProtocolHarness.Write(Adapter, call).GetProperty("messages")[0].GetProperty("content").GetRawText());
        Assert.Contains("See the document", Assert.Single(call.Notes.All), StringComparison.Ordinal);

        foreach (AIContent refused in new AIContent[] { new UriContent("https://a/b.png", "image/png"), new HostedFileContent("f"), new DataContent(new byte[] { 1 }, "application/zip") })
        {
            Assert.Equal(FailureKind.Unsupported,
                Assert.Throws<ProviderException>(() =>
                ProtocolHarness.Write(Adapter, ProtocolHarness.Call([new(ChatRole.User, [refused])]))).Kind);
        }
    }

    /// <summary>What came from Converse goes back as it came, through JSON too; what came from elsewhere stays out and is named.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reasoning_GoesBackByteForByteToItsOwnProtocolOnly(bool throughJson)
    {
        const string Content = """[{"reasoningContent":{"reasoningText":{"text":"thought 🌍\n","signature":"c2ln+/=="}}},{"reasoningContent":{"redactedContent":"cmVk+/=="}},{"text":"said"},{"toolUse":{"toolUseId":"srv","name":"nova_grounding","input":{"q":"x"},"type":"server_tool_use"}}]""";
        ChatResponse response = Adapter.ReadResponse(
            System.Text.Encoding.UTF8.GetBytes("""{"output":{"message":{"role":"assistant","content":""" + Content + """}},"stopReason":"end_turn"}"""), ProtocolHarness.Call([]));
        List<ChatMessage> history = [new(ChatRole.User, "q"), .. response.Messages, new(ChatRole.User, "on")];
        if (throughJson)
        {
            history = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(
                history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        }

        ChatCall call = ProtocolHarness.Call(history);
        JsonElement written = ProtocolHarness.Write(Adapter, call).GetProperty("messages")[1].GetProperty("content");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Content), written), written.ToString());
        Assert.False(call.HasNotes);

        TextReasoningContent foreign = new("t") { ProtectedData = "x" };
        ContentOrigin.Set(foreign, "anthropic-messages");
        TextReasoningContent unsigned = new("t");
        ContentOrigin.Set(unsigned, BedrockProtocol.ProtocolName);
        ChatCall other =
            ProtocolHarness.Call([new(ChatRole.User, "q"), new(ChatRole.Assistant, [foreign, unsigned, new TextContent("a")])]);
        Assert.Equal("""[{"text":"a"}]""", ProtocolHarness.Write(Adapter, other).GetProperty("messages")[1].GetProperty("content").GetRawText());
        Assert.Equal(2, other.Notes.All.Count);
        Assert.Contains(CallNotes.ForeignReasoning, other.Notes.All);
    }

    [Fact]
    public void WithoutAnyContent_ThereIsNothingToSend() =>
        Assert.Equal(FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() =>
            ProtocolHarness.Write(Adapter, ProtocolHarness.Call([new(ChatRole.System, "s"), new(ChatRole.User, " ")]))).Kind);

    private static JsonElement Result(object? result) => ProtocolHarness.Write(Adapter, ProtocolHarness.Call(
    [
        new(ChatRole.User, "q"), new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]),
        new(ChatRole.Tool, [new FunctionResultContent("c", result)]),
    ])).GetProperty("messages")[2].GetProperty("content")[0].GetProperty("toolResult").GetProperty("content");
}
