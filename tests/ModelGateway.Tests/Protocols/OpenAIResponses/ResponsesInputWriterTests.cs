using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

public sealed class ResponsesInputWriterTests
{
    private const string Reasoned = """{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"gAAA=="}""";
    private const string Call = """{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Köln\"}"}""";
    private const string Said = """{"id":"msg_1","type":"message","status":"completed","role":"assistant","phase":"final_answer","content":[{"type":"output_text","text":"Warm.","annotations":[]}]}""";

    [Fact]
    public void Roles_AndPartsHaveTheirItems() => AssertInput(
        """
        [{"type":"message","role":"system","content":"Be brief."},
         {"type":"message","role":"developer","content":"Be kind."},
         {"type":"message","role":"user","content":[{"type":"input_text","text":"Look:"},
            {"type":"input_image","image_url":"data:image/png;base64,AQI=","detail":"low"},
            {"type":"input_image","image_url":"https://x.example/a.jpg"},
            {"type":"input_file","filename":"file.pdf","file_data":"data:application/pdf;base64,Aw=="},
            {"type":"input_file","file_url":"https://x.example/b.pdf"},
            {"type":"input_file","file_id":"file_1"},
            {"type":"input_image","file_id":"file_2"}]},
         {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Nice picture."}]},
         {"type":"message","role":"user","content":"Thanks."}]
        """,
        new(ChatRole.System, "Be brief."),
        new(new ChatRole("developer"), "Be kind."),
        new(ChatRole.User,
        [
            new TextContent("Look:"),
            new DataContent(new byte[] { 1, 2 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
            new UriContent("https://x.example/a.jpg", "image/jpeg"),
            new DataContent(new byte[] { 3 }, "application/pdf"),
            new UriContent("https://x.example/b.pdf", "application/pdf"),
            new HostedFileContent("file_1"),
            new HostedFileContent("file_2") { MediaType = "image/png" },
        ]),
        new(ChatRole.Assistant, [new TextContent("Nice "), new TextContent("picture.")]),
        new(ChatRole.User, "Thanks."));

    [Fact]
    public void CallAndItsResult_MeetUnderOneId() => AssertInput(
        """
        [{"type":"function_call","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Köln\"}"},
         {"type":"function_call","call_id":"call_2","name":"time","arguments":"{}"},
         {"type":"function_call_output","call_id":"call_1","output":"warm"},
         {"type":"function_call_output","call_id":"call_2","output":"{\"hour\":12}"}]
        """,
        new(ChatRole.Assistant,
        [
            new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Köln" }),
            new FunctionCallContent("call_2", "time"),
        ]),
        new(ChatRole.Tool,
        [
            new FunctionResultContent("call_1", "warm"),
            new FunctionResultContent("call_2", JsonElement.Parse("""{"hour":12}""")),
        ]));

    [Fact]
    public void ResultsOfEveryKind_HaveAForm() => AssertInput(
        """
        [{"type":"function_call_output","call_id":"a","output":"Error: Function failed."},
         {"type":"function_call_output","call_id":"b","output":""},
         {"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"See:"},{"type":"input_image","image_url":"data:image/png;base64,AQ=="}]},
         {"type":"function_call_output","call_id":"d","output":[{"type":"input_file","file_id":"file_1"}]},
         {"type":"function_call_output","call_id":"e","output":"{\"x\":1}"},
         {"type":"function_call_output","call_id":"f","output":"one two"},
         {"type":"function_call_output","call_id":"g","output":"text"}]
        """,
        new ChatMessage(ChatRole.Tool,
        [
            new FunctionResultContent("a", null) { Exception = new InvalidOperationException("the password is 1234") },
            new FunctionResultContent("b", null),
            new FunctionResultContent("c", (AIContent[])[new TextContent("See:"), new DataContent(new byte[] { 1 }, "image/png")]),
            new FunctionResultContent("d", new HostedFileContent("file_1")),
            new FunctionResultContent("e", new Dictionary<string, object?> { ["x"] = 1 }),
            new FunctionResultContent("f", (AIContent[])[new TextContent("one "), new TextContent("two")]),
            new FunctionResultContent("g", JsonElement.Parse("\"text\"")),
        ]));

    [Fact]
    public void ForeignCallIds_AreMapped()
    {
        JsonElement input = Write([new(ChatRole.Assistant, [new FunctionCallContent("a.b/c", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("a.b/c", "x")])]).GetProperty("input");
        string mapped = input[0].GetProperty("call_id").GetString()!;
        Assert.Matches("^[A-Za-z0-9_-]{1,64}$", mapped);
        Assert.Equal(mapped, input[1].GetProperty("call_id").GetString());
    }

    [Fact]
    public void Reasoning_GoesBackAsItCameBeforeWhatItLedToWithTheIds()
    {
        ChatMessage answer = Read($"{Reasoned},{Said},{Call}").Messages[0];
        AssertInput(
            """
            [{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"gAAA=="},
             {"type":"message","role":"assistant","id":"msg_1","status":"completed","phase":"final_answer","content":[{"type":"output_text","text":"Warm.","annotations":[]}]},
             {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Köln\"}"}]
            """,
            answer);
        AssertInput(Write([answer]).GetProperty("input").GetRawText(), ThroughJson(answer));
    }

    [Fact]
    public void WithoutReasoning_IdsStayBehind() => AssertInput(
        """
        [{"type":"message","role":"assistant","phase":"final_answer","content":[{"type":"output_text","text":"Warm."}]},
         {"type":"function_call","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Köln\"}"}]
        """,
        Read($"{Said},{Call}").Messages[0]);

    [Fact]
    public void Ids_WithoutTheirReasoningAreNotSent()
    {
        ChatMessage answer = Read($"{Reasoned},{Call}").Messages[0];
        answer.Contents.RemoveAt(0);
        AssertInput("""[{"type":"function_call","call_id":"call_1","name":"weather","arguments":"{\"city\":\"Köln\"}"}]""", answer);
    }

    [Fact]
    public async Task Reasoning_OfAStreamGoesBackTheSame()
    {
        string[] events =
        [
            Created,
            ItemAdded(0, """{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"begun"}"""),
            Delta("reasoning_summary_text", 0, "H"), Delta("reasoning_summary_text", 0, "m."),
            ItemDone(0, Reasoned),
            ItemAdded(1, """{"id":"msg_1","type":"message","phase":"final_answer","content":[]}"""),
            Delta("output_text", 1, "Wa"), Delta("output_text", 1, "rm."),
            ItemDone(1, Said),
            ItemAdded(2, """{"id":"fc_1","type":"function_call","call_id":"call_1","name":"weather","arguments":""}"""),
            ItemDone(2, Call),
            Completed,
        ];
        ChatMessage streamed = (await StreamAsync(events)).ToChatResponse().Messages[0];
        AssertInput(Write([Read($"{Reasoned},{Said},{Call}").Messages[0]]).GetProperty("input").GetRawText(), streamed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReasoningWithoutItsOutput_IsLeftOut(bool after)
    {
        ChatMessage answer = Read(after ? $"{Said},{Reasoned}" : Reasoned).Messages[0];
        ChatMessage[] history = [answer, new(ChatRole.User, "And?")];
        Assert.DoesNotContain("gAAA", Write(history).GetRawText(), StringComparison.Ordinal);
        Assert.Contains(Notes(history), static note => note.StartsWith("Reasoning without the output", StringComparison.Ordinal));
        Assert.DoesNotContain("gAAA", Write([answer]).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignReasoning_IsLeftOutAndNoted()
    {
        TextReasoningContent foreign = new("Hm.") { ProtectedData = "sig" };
        ContentOrigin.Set(foreign, "anthropic-messages");
        TextReasoningContent other = new("Hm.") { ProtectedData = Reasoned };
        ContentOrigin.Set(other, "x_ai-responses");
        ChatMessage[] history = [new(ChatRole.Assistant, [foreign, other, new TextContent("Warm.")])];
        AssertInput("""[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Warm."}]}]""", history);
        Assert.Equal([CallNotes.ForeignReasoning], Notes(history));
    }

    [Fact]
    public void ReasoningWithoutEncryption_IsLeftOutAndNoted()
    {
        ChatMessage answer = Read($$"""{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},{{Said}}""").Messages[0];
        Assert.Equal("Hm.", Assert.IsType<TextReasoningContent>(answer.Contents[0]).Text);
        Assert.Contains(Notes([answer]), static note =>
            note.StartsWith("Reasoning that came without its encrypted form", StringComparison.Ordinal));
        Assert.Equal(1, Write([answer]).GetProperty("input").GetArrayLength());
    }

    [Fact]
    public void ProtectedDataThatIsNoJson_IsTheCallersFault()
    {
        TextReasoningContent broken = new("Hm.") { ProtectedData = "{\"id\":" };
        ContentOrigin.Set(broken, "openai-responses");
        ProviderException exception =
            Assert.Throws<ProviderException>(() => Write([new(ChatRole.Assistant, [broken, new TextContent("x")])]));
        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
    }

    [Fact]
    public void Refusal_GoesBackAsOne() => AssertInput(
        """[{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I cannot."}]}]""",
        Read("""{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I cannot."}]}""").Messages[0]);

    [Fact]
    public void WhatTheServiceMadeItself_GoesBackAsItCame()
    {
        string search = """{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q","sources":[{"type":"url","url":"https://x.example"}]}}""";
        ChatMessage answer = Read($"{Reasoned},{search},{Said}").Messages[0];
        JsonElement input = Write([ThroughJson(answer)]).GetProperty("input");
        Assert.Equal(["reasoning", "web_search_call", "message"],
            input.EnumerateArray().Select(static item => item.GetProperty("type").GetString()));
        AssertJson(search, input[1]);
        Assert.Empty(Notes([answer]));
    }

    [Fact]
    public void ForeignItems_AreLeftOutAndNoted() => Assert.Contains(
        Notes([new(ChatRole.Assistant, [new WebSearchToolCallContent("ws"), new TextContent("x")])]),
        static note => note.StartsWith("WebSearchToolCallContent was left out", StringComparison.Ordinal));

    [Fact]
    public void Approval_AnswersItsRequest()
    {
        string asked = """{"id":"mcpr_1","type":"mcp_approval_request","server_label":"docs","name":"search","arguments":"{\"q\":\"x\"}"}""";
        ChatMessage answer = Read(asked).Messages[0];
        ToolApprovalRequestContent request = Assert.IsType<ToolApprovalRequestContent>(Assert.Single(answer.Contents));
        AssertInput(
            $$"""[{{asked}},{"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":false,"reason":"No."}]""",
            answer, new ChatMessage(ChatRole.User, [request.CreateResponse(false, "No.")]));
    }

    [Fact]
    public void ImagesOfTheAssistant_BecomeAUsersAfterTheResults()
    {
        ChatMessage[] history =
        [
            new(ChatRole.Assistant, [new DataContent(new byte[] { 1 }, "image/png"), new FunctionCallContent("call_1", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", "x")]),
        ];
        AssertInput(
            """
            [{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"call_1","output":"x"},
             {"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AQ=="}]}]
            """,
            history);
        Assert.Contains(Notes(history), static note => note.StartsWith("Images and files of the assistant", StringComparison.Ordinal));
    }

    [Fact]
    public void ContentsThatAreNoInput_AreLeftOutSilently()
    {
        ChatMessage[] history = [new(ChatRole.Assistant,
            [new TextContent("x"), new UsageContent(new()), new ErrorContent("e"), new ToolCallDeltaContent("c", "n", "{")])];
        AssertInput("""[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"x"}]}]""", history);
        Assert.Empty(Notes(history));
    }

    [Fact]
    public void EmptyTurnOfTheAssistant_IsNoItem() => AssertInput("[]", new ChatMessage(ChatRole.Assistant, [new TextContent("")]));

    [Theory]
    [InlineData("audio/wav")]
    [InlineData("video/mp4")]
    public void SoundAndVideo_AreRefused(string mediaType)
    {
        ChatMessage[] message = [new(ChatRole.User, [new DataContent(new byte[] { 1 }, mediaType)])];
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<ProviderException>(() => Write(message)).Kind);
    }

    [Fact]
    public void OtherLinks_RolesAndSystemImagesAreRefused()
    {
        ChatMessage[][] refused =
        [
            [new(ChatRole.User, [new UriContent("file:///etc/passwd", "image/png")])],
            [new(ChatRole.User, [new UriContent("https://x.example/a.mp3", "audio/mpeg")])],
            [new(ChatRole.User, [new HostedVectorStoreContent("vs")])],
            [new(new ChatRole("critic"), "x")],
            [new(ChatRole.System, [new TextContent("x"), new DataContent(new byte[] { 1 }, "image/png")])],
        ];
        Assert.All(refused, static messages =>
            Assert.Equal(FailureKind.Unsupported, Assert.Throws<ProviderException>(() => Write(messages)).Kind));
    }

    private static ChatMessage ThroughJson(ChatMessage message) =>
        JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions),
            AIJsonUtilities.DefaultOptions)!;
}
