using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiRequestWriterTests
{
    [Theory]
    [InlineData("gemini-2.5-flash", false, "models/gemini-2.5-flash:generateContent")]
    [InlineData("gemini-2.5-flash", true, "models/gemini-2.5-flash:streamGenerateContent?alt=sse")]
    [InlineData("models/gemma-3", false, "models/gemma-3:generateContent")]
    [InlineData("tunedModels/my-one", false, "tunedModels/my-one:generateContent")]
    [InlineData("a/b c", false, "models/a%2Fb%20c:generateContent")]
    public void Path_NamesTheModel(string model, bool streaming, string expected) =>
        Assert.Equal(expected, GeminiProtocol.Instance.GetPath(ProtocolHarness.Call([], streaming: streaming, modelId: model)));

    [Fact]
    public void Headers_HoldTheKey()
    {
        using HttpRequestMessage request = new();
        GeminiProtocol.Instance.WriteHeaders(request.Headers, new ProviderCredential("k"));
        Assert.Equal("k", Assert.Single(request.Headers.GetValues("x-goog-api-key")));
    }

    [Fact]
    public void Text_WithInstructionsAndSystemMessages() => AssertJson(
        """
        {"systemInstruction":{"parts":[{"text":"first"},{"text":"second"}]},
         "contents":[{"role":"user","parts":[{"text":"häl\"lo 😀"}]},{"role":"model","parts":[{"text":"hi"}]},{"role":"user","parts":[{"text":"a"}]}]}
        """,
        Write(
            [
                new(ChatRole.System, "second"), User("häl\"lo 😀"), new(ChatRole.Assistant, "hi"), User("a"),
            ],
            new() { Instructions = "first" }));

    [Fact]
    public void ConsecutiveMessagesOfOneRole_AreOneContent() => AssertJson(
        """[{"role":"user","parts":[{"text":"a"},{"text":"b"}]},{"role":"model","parts":[{"text":"c"},{"text":"d"}]}]""",
        Write([User("a"), new(ChatRole.System, "s"), User("b"), new(ChatRole.Assistant, "c"), new(ChatRole.Assistant, "d")])
            .GetProperty("contents"));

    [Fact]
    public void Options_AreWritten() => AssertJson(
        """
        {"temperature":0.5,"topP":0.25,"topK":3,"maxOutputTokens":7,"stopSequences":["x","y"],"seed":42,"presencePenalty":1.5,"frequencyPenalty":-1,
         "responseMimeType":"application/json","responseJsonSchema":{"type":"object","$schema":"s","additionalProperties":false}}
        """,
        Write([User("a")], new()
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 3,
            MaxOutputTokens = 7,
            StopSequences = ["x", "y"],
            Seed = 42,
            PresencePenalty = 1.5f,
            FrequencyPenalty = -1,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","$schema":"s","additionalProperties":false}"""), "n"),
        }).GetProperty("generationConfig"));

    [Fact]
    public void JsonMode_AndTextMode()
    {
        AssertJson("""{"responseMimeType":"application/json"}""", Write([User("a")], new() { ResponseFormat = ChatResponseFormat.Json }).GetProperty("generationConfig"));
        Assert.False(Write([User("a")], new() { ResponseFormat = ChatResponseFormat.Text }).TryGetProperty("generationConfig", out _));
    }

    [Theory]
    [InlineData("gemini-2.5-flash", ReasoningEffort.None, """{"thinkingBudget":0}""", false)]
    [InlineData("gemini-2.5-pro", ReasoningEffort.None, """{"thinkingBudget":128}""", true)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Low, """{"thinkingBudget":1024}""", false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.Medium, """{"thinkingBudget":8192}""", false)]
    [InlineData("gemini-2.5-flash", ReasoningEffort.ExtraHigh, """{"thinkingBudget":24576}""", false)]
    [InlineData("gemini-2.5-pro", ReasoningEffort.ExtraHigh, """{"thinkingBudget":32768}""", false)]
    [InlineData("gemini-3-flash-preview", ReasoningEffort.None, """{"thinkingLevel":"minimal"}""", true)]
    [InlineData("models/gemini-3.1-flash-lite", ReasoningEffort.Low, """{"thinkingLevel":"low"}""", false)]
    [InlineData("gemini-3.1-pro", ReasoningEffort.None, """{"thinkingLevel":"low"}""", true)]
    [InlineData("gemini-flash-latest", ReasoningEffort.Medium, """{"thinkingLevel":"medium"}""", false)]
    [InlineData("gemini-3-pro", ReasoningEffort.ExtraHigh, """{"thinkingLevel":"high"}""", true)]
    public void Reasoning_IsALevelOrABudget(string model, ReasoningEffort effort, string expected, bool noted)
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([User("a")], new() { Reasoning = new() { Effort = effort } }, model);
        AssertJson(expected, body.GetProperty("generationConfig").GetProperty("thinkingConfig"));
        Assert.Equal(noted, notes.Count > 0);
    }

    [Fact]
    public void ReasoningOutput_IncludesThoughtsOrNot()
    {
        AssertJson(
            """{"includeThoughts":true,"thinkingBudget":24576}""",
            Write([User("a")], new() { Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.Summary } })
                .GetProperty("generationConfig").GetProperty("thinkingConfig"));
        AssertJson(
            """{"includeThoughts":false}""",
            Write([User("a")], new() { Reasoning = new() { Output = ReasoningOutput.None } }).GetProperty("generationConfig")
                .GetProperty("thinkingConfig"));
        (JsonElement old, IReadOnlyList<string> notes) =
            WriteNoted([User("a")], new() { Reasoning = new() { Effort = ReasoningEffort.Low } }, "gemini-2.0-flash");
        Assert.False(old.TryGetProperty("generationConfig", out _));
        Assert.Contains("Reasoning was not sent", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Extras_AreWrittenButNeverTwice()
    {
        ChatOptions options = new()
        {
            Temperature = 1,
            AdditionalProperties = new()
            {
                ["cachedContent"] = "cachedContents/x",
                ["safetySettings"] = new JsonArray(new JsonObject { ["category"] = "c" }),
                ["modelgateway.anything"] = "never",
                ["strict"] = true,
                ["contents"] = "twice",
                ["callback"] = () => { },
                ["generationConfig"] = JsonElement.Parse("""{"temperature":0,"candidateCount":2}"""),
            },
        };
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([User("a")], options);
        AssertJson(
            """
            {"contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"temperature":1,"candidateCount":2},
             "cachedContent":"cachedContents/x","safetySettings":[{"category":"c"}]}
            """,
            body);
        Assert.Equal(3, notes.Count);
    }

    [Fact]
    public void WhatHasNoField_IsNoted()
    {
        ChatOptions options = new() { AllowMultipleToolCalls = false, RawRepresentationFactory = _ => null, Seed = long.MaxValue };
        (_, IReadOnlyList<string> notes) = WriteNoted([new(ChatRole.User, "a") { AuthorName = "Ann" }], options);
        Assert.Equal(4, notes.Count);
    }

    [Fact]
    public void WhatNeedsAState_IsRefused()
    {
        AssertUnsupported([User("a")], new() { ConversationId = "c" });
        AssertUnsupported([User("a")], new() { Tools = [new HostedFileSearchTool()] });
        AssertUnsupported([new(ChatRole.User, [new HostedVectorStoreContent("v")])], null);
        AssertUnsupported([new(ChatRole.User, [new UriContent(new Uri("ftp://h/x.png"), "image/png")])], null);
        AssertUnsupported([new(ChatRole.System, [new DataContent(new byte[1], "image/png")])], null);
    }

    [Fact]
    public void Media_IsSentInlineOrByReference() => AssertJson(
        """
        [{"inlineData":{"mimeType":"image/png","data":"AQID"}},{"inlineData":{"mimeType":"application/pdf","data":""}},
         {"fileData":{"mimeType":"video/mp4","fileUri":"gs://bucket/v.mp4"}},{"fileData":{"fileUri":"https://h/i"}},
         {"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}},
         {"fileData":{"mimeType":"image/png","fileUri":"https://generativelanguage.googleapis.com/v1beta/files/abc"}}]
        """,
        Write([new(ChatRole.User,
            [
                new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new DataContent("data:application/pdf;base64,"),
                new UriContent("gs://bucket/v.mp4", "video/mp4"), new UriContent("https://h/i", "image/*"),
                new HostedFileContent("abc"), new HostedFileContent("files/abc") { MediaType = "image/png" },
            ])]).GetProperty("contents")[0].GetProperty("parts"));

    private static void AssertUnsupported(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<ProviderException>(() => Write(messages, options)).Kind);
}
