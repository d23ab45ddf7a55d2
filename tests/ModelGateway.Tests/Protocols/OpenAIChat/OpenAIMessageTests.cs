using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

public sealed class OpenAIMessageTests
{
    private static readonly DataContent Image = new(new byte[] { 1, 2, 3 }, "image/png");

    [Fact]
    public void Roles_AreWrittenWithNamesThatOpenAIAccepts() =>
        AssertMessages(
            """
            [{"role":"system","content":"S"},{"role":"developer","content":"D"},{"role":"user","name":"AlIce-1","content":"U"},
             {"role":"assistant","name":"bot","content":"A"},{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
             {"role":"user","content":""}]
            """,
            [
                new(ChatRole.System, "S"), new(new ChatRole("developer"), "D"), new(ChatRole.User, "U") { AuthorName = "Al Ice-1!" },
                new(ChatRole.Assistant, "A") { AuthorName = "bot" }, new(ChatRole.System, [new TextContent("a"), new TextContent("b")]),
                new(ChatRole.User, []),
            ],
            notes: 1);

    [Fact]
    public void UnknownRoles_AreRefused() => OpenAIRequestTests.AssertUnsupported("narrator", [new(new ChatRole("narrator"), "x")]);

    [Fact]
    public void UserContents_AreParts() =>
        AssertMessages(
            """
            [{"role":"user","content":[
              {"type":"text","text":"See \"this\" é 😀 <b>"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},
              {"type":"image_url","image_url":{"url":"https://example.com/a%20b.png?x=1"}},
              {"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}},
              {"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}},
              {"type":"file","file":{"filename":"file.pdf","file_data":"data:application/pdf;base64,AQID"}},
              {"type":"file","file":{"filename":"my notes.txt","file_data":"data:text/plain;base64,AQID"}},
              {"type":"file","file":{"file_id":"file-1"}}]}]
            """,
            [
                new(ChatRole.User,
                [
                    new TextContent("See \"this\" é 😀 <b>"),
                    new DataContent("data:image/png;base64,AQID") { AdditionalProperties = new() { ["detail"] = "low", ["x"] = 1 } },
                    new UriContent("https://example.com/a%20b.png?x=1", "image/*"),
                    new DataContent(new byte[] { 1, 2, 3 }, "audio/wav"),
                    new DataContent(new byte[] { 1, 2, 3 }, "audio/mpeg"),
                    new DataContent(new byte[] { 1, 2, 3 }, "application/pdf"),
                    new DataContent(new byte[] { 1, 2, 3 }, "text/plain") { Name = "my notes.txt" },
                    new HostedFileContent("file-1"),
                    new UsageContent(new()),
                ]),
            ]);

    [Fact]
    public void DataWithoutAPart_IsRefused()
    {
        OpenAIRequestTests.AssertUnsupported("video/mp4", [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "video/mp4")])]);
        OpenAIRequestTests.AssertUnsupported("audio/ogg", [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "audio/ogg")])]);
        OpenAIRequestTests.AssertUnsupported("application/pdf", [new(ChatRole.User, [new UriContent("https://example.com/a.pdf", "application/pdf")])]);
        OpenAIRequestTests.AssertUnsupported("'gs:'", [new(ChatRole.User, [new UriContent("gs://bucket/a.png", "image/png")])]);
        OpenAIRequestTests.AssertUnsupported("system message", [new(ChatRole.System, [new TextContent("a"), Image])]);
        OpenAIRequestTests.AssertUnsupported("HostedVectorStoreContent", [new(ChatRole.User, [new HostedVectorStoreContent("v")])]);
    }

    [Fact]
    public void ToolCallsAndResults_MeetUnderTheSameId()
    {
        string foreign = "functions.weather:0/" + new string('x', 60);
        JsonElement messages = Messages(
            [
                new(ChatRole.User, "hi"),
                new(ChatRole.Assistant,
                [
                    new TextContent("Let me "), new TextContent("see."),
                    new FunctionCallContent("call_1", "weather",
                        new Dictionary<string, object?> { ["city"] = "Zürich \"x\"", ["days"] = 2 }),
                    new FunctionCallContent(foreign, "time"),
                ]),
                new(ChatRole.Tool, [new FunctionResultContent("call_1", "sunny"), new FunctionResultContent(foreign, new { hour = 3 })]),
            ],
            notes: 0);
        JsonElement calls = messages[1].GetProperty("tool_calls");
        Assert.Equal("Let me see.", messages[1].GetProperty("content").GetString());
        OpenAIRequestTests.AssertJson(
            """{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Zürich \\\"x\\\"\",\"days\":2}"}}""", calls[0]);
        Assert.Equal("{}", calls[1].GetProperty("function").GetProperty("arguments").GetString());
        OpenAIRequestTests.AssertJson("""{"role":"tool","tool_call_id":"call_1","content":"sunny"}""", messages[2]);
        Assert.Equal("""{"hour":3}""", messages[3].GetProperty("content").GetString());
        string id = calls[1].GetProperty("id").GetString()!;
        Assert.Equal(id, messages[3].GetProperty("tool_call_id").GetString());
        Assert.InRange(id.Length, 1, 40);
    }

    [Fact]
    public void FailedTool_SaysSoWithoutTheExceptionsWords()
    {
        FunctionResultContent failed = new("c", null) { Exception = new InvalidOperationException("password=1") };
        AssertMessages("""[{"role":"tool","tool_call_id":"c","content":"Error: Function failed."}]""", [new(ChatRole.Tool, [failed])]);
    }

    [Fact]
    public void ImagesInToolResults_FollowAllResultsAsAUserMessage() =>
        AssertMessages(
            """
            [{"role":"tool","tool_call_id":"a","content":"The result is attached to the next user message."},
             {"role":"tool","tool_call_id":"b","content":"two"},
             {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
                                       {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},
             {"role":"user","content":"go on"}]
            """,
            [
                new(ChatRole.Tool, [new FunctionResultContent("a", Image)]),
                new(ChatRole.Tool, [new FunctionResultContent("b", new AIContent[] { new TextContent("two"), Image })]),
                new(ChatRole.User, "go on"),
            ],
            notes: 1);

    [Fact]
    public void ResultsInUserMessages_BecomeToolMessages() =>
        AssertMessages(
            """
            [{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"and now?"}]
            """,
            [new(ChatRole.User, [new TextContent("and now?"), new FunctionResultContent("a", "1"), new UsageContent(new())])]);

    [Fact]
    public void AnyText_IsWrittenAsValidJson() =>
        Gen.String.Array[0, 4].Sample(pieces =>
        {
            // Half of a surrogate pair has no UTF-8 form: it is sent as U+FFFD.
            string expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat(pieces)));
            ChatMessage joined = new(ChatRole.Assistant,
                [.. pieces.Select(static piece => new TextContent(piece)), new FunctionCallContent("c", "f")]);
            ChatMessage whole = new(ChatRole.User, string.Concat(pieces));
            JsonElement messages = OpenAIRequestTests.Write([joined, whole]).GetProperty("messages");
            return messages[1].GetProperty("content").GetString() == expected
                && (pieces.Length == 0 || messages[0].GetProperty("content").GetString() == expected);
        }, iter: 500);

    [Fact]
    public void OtherProvidersHistories_AreAccepted()
    {
        TextReasoningContent signed = new("hm") { ProtectedData = "sig" };
        ContentOrigin.Set(signed, "anthropic");
        AssertMessages(
            """
            [{"role":"assistant","content":"Hi"},
             {"role":"assistant","tool_calls":[{"id":"mgcall_t1_0","type":"function","function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"mgcall_t1_0","content":""},
             {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]},
             {"role":"user","content":[{"type":"text","text":""}]}]
            """,
            [
                new(ChatRole.Assistant, [signed, new TextContent("Hi"), new UsageContent(new())]),
                new(ChatRole.Assistant, [new TextReasoningContent("only thoughts")]),
                new(ChatRole.Assistant, [new FunctionCallContent("mgcall_t1_0", "f"), Image]),
                new(ChatRole.Tool, [new FunctionResultContent("mgcall_t1_0", null)]),
                new(ChatRole.User, [new TextReasoningContent("x")]),
            ],
            notes: 2);
    }

    [Fact]
    public void RefusalsAndSpokenAnswers_StayInTheHistory() =>
        AssertMessages(
            """[{"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},{"role":"assistant","content":"Hello"}]""",
            [
                new(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]),
                new(ChatRole.Assistant, [new TextContent("Hello"), new DataContent(new byte[] { 1 }, "audio/wav")]),
            ],
            notes: 1);

    private static JsonElement Messages(IReadOnlyList<ChatMessage> messages, int notes)
    {
        ChatCall call = ProtocolHarness.Call(messages);
        JsonElement body = ProtocolHarness.Write(OpenAIChatProtocol.Instance, call);
        Assert.Equal(notes, call.Notes.All.Count);
        return body.GetProperty("messages");
    }

    private static void AssertMessages(string expected, IReadOnlyList<ChatMessage> messages, int notes = 0) =>
        OpenAIRequestTests.AssertJson(expected, Messages(messages, notes));
}
