using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiAnswerReaderTests
{
    [Fact]
    public void Answer_IsRead()
    {
        ChatResponse response = Read(Answer(
            """{"text":"why","thought":true},{"text":"Hel"},{"text":"lo"}""",
            ""","createTime":"2026-01-02T03:04:05.123456789Z","unknown":{"a":[1]}"""));
        Assert.Equal("Hello", response.Text);
        Assert.Equal("why", Assert.Single(response.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal(("r1", "m1", ChatFinishReason.Stop), (response.ResponseId, response.ModelId, response.FinishReason));
        Assert.Equal(("r1", ChatRole.Assistant), (response.Messages[0].MessageId, response.Messages[0].Role));
        Assert.Equal(2026, response.CreatedAt?.Year);
        Assert.Null(response.Usage);
        Assert.Null(response.RawRepresentation);
    }

    [Fact]
    public void Calls_GetIdsAndEndTheTurnAsToolCalls()
    {
        ChatResponse response = Read(Answer("""{"functionCall":{"name":"f","args":{"s":"ä","n":1}}},{"functionCall":{"name":"g","id":"own"}},{"functionCall":{"name":"f"}}"""));
        FunctionCallContent[] calls = [.. response.Messages[0].Contents.Cast<FunctionCallContent>()];
        Assert.Equal(["mgcall_t1_0", "own", "mgcall_t1_1"], calls.Select(call => call.CallId));
        Assert.Equal("ä", ((JsonElement)calls[0].Arguments!["s"]!).GetString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Fact]
    public void Usage_HasEveryBucket()
    {
        UsageDetails usage = Read(Answer("""{"text":"a"}""", """
            ,"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":40,"candidatesTokenCount":20,"thoughtsTokenCount":30,"toolUsePromptTokenCount":7,
            "totalTokenCount":157,"promptTokensDetails":[{"modality":"TEXT","tokenCount":60},{"modality":"IMAGE","tokenCount":25},{"modality":"AUDIO","tokenCount":15}],
            "toolUsePromptTokensDetails":[{"modality":"TEXT","tokenCount":7}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":20}]}
            """)).Usage!;
        Assert.Equal((107, 50, 157), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal((40, 30), (usage.CachedInputTokenCount, usage.ReasoningTokenCount));
#pragma warning disable MEAI001 // The counts by modality are what is tested.
        Assert.Equal((67, 15, null), (usage.InputTextTokenCount, usage.InputAudioTokenCount, usage.OutputTextTokenCount));
#pragma warning restore MEAI001
        Assert.Equal(25, usage.AdditionalCounts!["input_image_tokens"]);
        Assert.Equal(20, usage.AdditionalCounts["output_image_tokens"]);
        Assert.Equal(7, usage.AdditionalCounts["tool_input_tokens"]);
    }

    [Theory]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("MODEL_ARMOR", "content_filter")]
    [InlineData("IMAGE_SAFETY", "content_filter")]
    [InlineData("MALFORMED_FUNCTION_CALL", "MALFORMED_FUNCTION_CALL")]
    [InlineData("SOMETHING_NEW", "SOMETHING_NEW")]
    public void FinishReasons_AreMapped(string reason, string expected)
    {
        ChatResponse response = Read($$"""{"candidates":[{"content":{},"finishReason":"{{reason}}","finishMessage":"because"}]}""");
        Assert.Equal(expected, response.FinishReason?.Value);
        Assert.Equal("t1", response.Messages[0].MessageId);
        Assert.Equal(reason != "MAX_TOKENS",
            response.Messages[0].Contents.OfType<ErrorContent>().Any(error => error.Message == "because" && error.ErrorCode == reason));
    }

    [Fact]
    public void BlockedPrompt_IsRefused()
    {
        ProviderException refused = Assert.Throws<ProviderException>(() => Read("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":3}}"""));
        Assert.Equal((FailureKind.ContentRefused, "PROHIBITED_CONTENT"), (refused.Kind, refused.ErrorCode));
        Assert.Equal("a", Read(Answer("""{"text":"a"}""", ""","promptFeedback":{"safetyRatings":[]}""")).Text);
    }

    [Fact]
    public void AdditionalProperties_AreNullWhereKeptFieldsAreNull() =>
        Assert.Null(Read(Answer("""{"text":"a"}""", ""","promptFeedback":{"safetyRatings":null}""")).AdditionalProperties);

    [Fact]
    public void Sources_BecomeCitationsOfCharacters()
    {
        ChatResponse response = Read("""
            {"candidates":[{"content":{"parts":[{"text":"ä is é."}]},"finishReason":"STOP","groundingMetadata":{"webSearchQueries":["q","r"],
             "groundingChunks":[{"web":{"uri":"https://h/1","title":"one"}},{"web":{"uri":"not a uri"}}],
             "groundingSupports":[{"segment":{"startIndex":6,"endIndex":8,"text":"é"},"groundingChunkIndices":[0]}]},
             "citationMetadata":{"citationSources":[{"uri":"https://h/2","endIndex":2,"license":"mit"}]}}],"usageMetadata":{"promptTokenCount":1}}
            """);
        CitationAnnotation[] citations = [.. response.Messages[0].Contents[0].Annotations!.Cast<CitationAnnotation>()];
        Assert.Equal(["https://h/1", null, "https://h/2"], citations.Select(citation => citation.Url?.OriginalString));
        TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citations[0].AnnotatedRegions!));
        Assert.Equal("é", response.Text[region.StartIndex!.Value..region.EndIndex!.Value]);
        Assert.Equal(2, response.Usage!.AdditionalCounts!["web_search_requests"]);
    }

    [Fact]
    public void CodeAndImages_AreContents()
    {
        IList<AIContent> contents = Read(Answer("""
            {"executableCode":{"language":"PYTHON","code":"print(1)"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1\n"}},
            {"inlineData":{"mimeType":"image/png","data":"AQID"}},{"fileData":{"fileUri":"https://h/f","mimeType":"image/png"}},{"futurePart":{}}
            """)).Messages[0].Contents;
        CodeInterpreterToolCallContent code = Assert.IsType<CodeInterpreterToolCallContent>(contents[0]);
        Assert.Equal("print(1)"u8, Assert.IsType<DataContent>(code.Inputs![0]).Data.Span);
        CodeInterpreterToolResultContent result = Assert.IsType<CodeInterpreterToolResultContent>(contents[1]);
        Assert.Equal(code.CallId, result.CallId);
        Assert.Equal("1\n", Assert.IsType<TextContent>(result.Outputs![0]).Text);
        Assert.Equal(new byte[] { 1, 2, 3 }, Assert.IsType<DataContent>(contents[2]).Data.ToArray());
        Assert.IsType<UriContent>(contents[3]);
        Assert.Equal(4, contents.Count);
    }

    [Fact]
    public void OtherCandidates_AndInterimImagesAreNoted()
    {
        ChatCall call = ProtocolHarness.Call([]);
        ChatResponse response = Read(
            """
            {"candidates":[{"content":{"parts":[{"text":"a"},{"thought":true,"inlineData":{"mimeType":"image/png","data":""}}]},"finishReason":"STOP"},
             {"content":{"parts":[{"text":"b"},{"functionCall":{"name":"f"}}]},"finishReason":"MAX_TOKENS","index":1}]}
            """,
            call);
        Assert.Equal(("a", ChatFinishReason.Stop), (response.Text, response.FinishReason));
        Assert.Equal(2, call.Notes.All.Count);
    }

    [Fact]
    public void CapturedRaw_IsTheBody()
    {
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", CaptureRaw = true };
        string body = Answer("""{"text":"a"}""");
        AssertJson(body, Assert.IsType<JsonElement>(Read(body, call).RawRepresentation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"candidates\":[]}")]
    [InlineData("{\"candidates\":{}}")]
    [InlineData("{\"candidates\":[1]}")]
    [InlineData("{\"candidates\":[{\"content\":[]}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":{}}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[\"x\"]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":1}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"thought\":\"x\"}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":7}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"x\",\"data\":\"AQID\"}}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"?\"}}]}}]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"fileData\":{\"fileUri\":\"nowhere\"}}]}}]}")]
    [InlineData("{\"candidates\":[{\"index\":1.5}]}")]
    [InlineData("{\"candidates\":[{\"index\":\"0\"}]}")]
    [InlineData("{\"candidates\":[{\"finishReason\":{}}]}")]
    [InlineData("{\"candidates\":[{\"groundingMetadata\":{\"groundingChunks\":7}}]}")]
    [InlineData("{\"candidates\":[{}],\"usageMetadata\":[]}")]
    [InlineData("{\"candidates\":[{}],\"usageMetadata\":{\"promptTokenCount\":\"many\"}}")]
    [InlineData("{\"candidates\":[{}],\"promptFeedback\":\"x\"}")]
    [InlineData("{\"candidates\":[{}]")]
    [InlineData("{\"candidates\":[{}]} tail")]
    [InlineData("<html>")]
    public void BrokenAnswers_AreMalformed(string body)
    {
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body)).Kind);
        if (body.Length > 0 && body is not ("{}" or "{\"candidates\":[]}" or "[]"))
        {
            List<ChatResponseUpdate> updates = [];
            IChatStreamReader reader = ModelGateway.Protocols.Gemini.GeminiProtocol.Instance.CreateStreamReader(ProtocolHarness.Call([]));
            ProviderException broken = Assert.Throws<ProviderException>(() =>
            {
                reader.Read(default, System.Text.Encoding.UTF8.GetBytes(body), updates);
                reader.Finish(updates);
            });
            Assert.Equal(FailureKind.Malformed, broken.Kind);
        }
    }

    [Fact]
    public void Nulls_AreReadAsAbsent() => Assert.Equal("a", Read("""
        {"candidates":[{"content":{"parts":[{"text":"a","thought":null,"thoughtSignature":null}],"role":null},"finishReason":null,"index":null}],
         "usageMetadata":null,"promptFeedback":null,"modelVersion":null,"responseId":null,"createTime":null}
        """).Text);

    [Fact]
    public void AnyText_IsReadAsItWasWritten() => GeminiStreamReaderTests.AnyText.Sample(text =>
    {
        string json = JsonSerializer.Serialize(text);
        return Read(Answer($$"""{"text":{{json}}}""")).Text == text
            && Write([User(text)]).GetProperty("contents").GetArrayLength() == (text.Length == 0 ? 0 : 1)
            && (text.Length == 0 || Write([User(text)]).GetProperty("contents")[0].GetProperty("parts")[0].GetProperty("text")
                .GetString() == text);
    }, iter: 300);
}
