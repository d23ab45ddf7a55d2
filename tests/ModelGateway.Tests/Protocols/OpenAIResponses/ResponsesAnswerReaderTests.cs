using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

public sealed class ResponsesAnswerReaderTests
{
    private const string Said = """{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Hello"}]}""";

    [Fact]
    public void Answer_HasItsIdsTimesAndTier()
    {
        ChatResponse response = Read(Said, """ "status":"completed","service_tier":"flex","store":false """);
        Assert.Equal("Hello", response.Text);
        Assert.Equal("resp_1", response.ResponseId);
        Assert.Equal("resp_1", response.Messages[0].MessageId);
        Assert.Equal("gpt-x", response.ModelId);
        Assert.Equal(1_754_425_777, response.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal("flex", response.AdditionalProperties!["service_tier"]);
        Assert.Null(response.ConversationId);
        Assert.Null(response.ContinuationToken);
        Assert.Null(response.RawRepresentation);
    }

    [Theory]
    [InlineData("""{"id":"msg_1","role":"assistant","content":[{"text":"a","type":"output_text"},{"text":"b","type":"output_text"}],"type":"message"}""", "ab")]
    [InlineData("""{"type":"message","role":"assistant","content":"plain"}""", "plain")]
    [InlineData("""{"type":"message","role":"assistant","content":null}""", "")]
    [InlineData("""{"type":"message","role":"assistant","content":[]}""", "")]
    public void Text_IsReadWhateverTheOrderOfFields(string item, string expected) => Assert.Equal(expected, Read(item).Text);

    [Fact]
    public void Call_HasTheIdThatItsResultNames()
    {
        ChatResponse response = Read("""{"arguments":"{\"city\":\"K\\u00f6ln \\ud83c\\udf0d\"}","call_id":"call_1","id":"fc_1","name":"weather","status":"completed","type":"function_call"}""");
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("call_1", "weather"), (call.CallId, call.Name));
        Assert.Equal("Köln 🌍", call.Arguments!["city"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [InlineData("""{"type":"function_call","name":"f","arguments":{"a":1}}""", "mgcall_t1_0")]
    [InlineData("""{"type":"function_call","id":"fc_1","name":"f","arguments":"{\"a\":1}"}""", "fc_1")]
    public void CallWithoutItsId_GetsOne(string item, string expected)
    {
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(Read(item).Messages[0].Contents));
        Assert.Equal(expected, call.CallId);
        Assert.Equal("1", call.Arguments!["a"]!.ToString());
    }

    [Fact]
    public void CutCall_TellsWhy()
    {
        ChatResponse response = Read(
            """{"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":","status":"incomplete"}""",
            """ "status":"incomplete","incomplete_details":{"reason":"max_output_tokens"} """);
        Assert.NotNull(Assert.IsType<FunctionCallContent>(response.Messages[0].Contents[0]).Exception);
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
    }

    [Theory]
    [InlineData(""" "status":"incomplete","incomplete_details":{"reason":"max_output_tokens"} """, "length")]
    [InlineData(""" "status":"incomplete","incomplete_details":{"reason":"content_filter"} """, "content_filter")]
    [InlineData(""" "status":"incomplete","incomplete_details":{"reason":"something_new"} """, "something_new")]
    [InlineData(""" "status":"incomplete","incomplete_details":null """, "incomplete")]
    [InlineData(""" "status":"cancelled" """, "cancelled")]
    [InlineData(""" "status":"completed" """, "stop")]
    [InlineData(""" "error":null """, "stop")]
    public void Statuses_AreFinishReasons(string fields, string expected) =>
        Assert.Equal(expected, Read(Said, fields).FinishReason!.Value.Value);

    [Fact]
    public void Refusal_IsAFiltersDoing()
    {
        ChatResponse response = Read("""{"type":"message","id":"m","role":"assistant","content":[{"type":"refusal","refusal":"I cannot."}]}""");
        ErrorContent refusal = Assert.IsType<ErrorContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(("I cannot.", "Refusal"), (refusal.Message, refusal.ErrorCode));
        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    [Fact]
    public void Reasoning_ShowsItsSummaryAndKeepsItsItem()
    {
        ChatResponse response = Read(
            """
            {"id":"rs_1","status":"completed","content":[],"summary":[{"type":"summary_text","text":"**One**"},{"type":"summary_text","text":"**Two**"}],
             "encrypted_content":"gAAA==","format":"google-gemini-v1","extra":null,"type":"reasoning"}
            """);
        TextReasoningContent reasoning = Assert.IsType<TextReasoningContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal("**One**\n\n**Two**", reasoning.Text);
        Assert.True(ContentOrigin.IsFrom(reasoning, "openai-responses"));
        Assert.Equal(
            """{"id":"rs_1","summary":[{"type":"summary_text","text":"**One**"},{"type":"summary_text","text":"**Two**"}],"encrypted_content":"gAAA==","format":"google-gemini-v1","type":"reasoning"}""",
            reasoning.ProtectedData);
    }

    [Fact]
    public void EmptySummary_KeepsTheItemForTheHistory()
    {
        TextReasoningContent reasoning = Assert.IsType<TextReasoningContent>(
            Assert.Single(Read("""{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gAAA=="}""").Messages[0].Contents));
        Assert.Equal("", reasoning.Text);
        Assert.Equal("""{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gAAA=="}""", reasoning.ProtectedData);
        Assert.Empty(Read("""{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":null}""").Messages[0].Contents);
    }

    [Fact]
    public void ReasoningWithoutASummary_ShowsItsText() => Assert.Equal(
        "Let me see.",
        Read("""{"id":"rs_1","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Let me see."}]}""").Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);

    [Fact]
    public void ThoughtsOfMistralRs_AreReasoning() => Assert.Equal(
        ["Hm.", "Hello"], Read(Said, """ "status":"completed","reasoning":"Hm." """).Messages[0].Contents.Select(static content => content.ToString()));

    [Fact]
    public void Citations_AreAnnotations()
    {
        TextContent text = Assert.IsType<TextContent>(Assert.Single(Read(
            """
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"It is.","annotations":[
              {"type":"url_citation","url":"https://x.example/a","title":"A","start_index":0,"end_index":5},
              {"type":"file_citation","file_id":"file_1","filename":"b.pdf","index":3},
              {"type":"container_file_citation","container_id":"cntr_1","file_id":"cfile_1","filename":"c.csv","start_index":1,"end_index":2},
              {"type":"url_citation","url":"not an address","start_index":-4,"end_index":99999999999},
              null]}]}
            """).Messages[0].Contents));
        CitationAnnotation[] citations = [.. text.Annotations!.Cast<CitationAnnotation>()];
        Assert.Equal(4, citations.Length);
        Assert.Equal(("https://x.example/a", "A"), (citations[0].Url!.AbsoluteUri, citations[0].Title));
        TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citations[0].AnnotatedRegions!));
        Assert.Equal((0, 5), (region.StartIndex, region.EndIndex));
        Assert.Equal(("file_1", "b.pdf"), (citations[1].FileId, citations[1].Title));
        Assert.Equal(("cfile_1", "cntr_1"), (citations[2].FileId, citations[2].AdditionalProperties!["container_id"]));
        Assert.Null(citations[3].Url);
    }

    [Fact]
    public void Usage_CountsCachedAndReasoningTokensAsParts()
    {
        UsageDetails usage = Read(Said,
            """
            "status":"completed","tool_usage":{"image_gen":{"total_tokens":0},"web_search":{"num_requests":2}},
            "usage":{"input_tokens":196,"output_tokens":485,"total_tokens":681,"input_tokens_details":{"cached_tokens":192,"cache_write_tokens":3},
              "output_tokens_details":{"reasoning_tokens":384},"cost_in_usd_ticks":12559000,"num_sources_used":4,"num_server_side_tools_used":1,"context_details":{"input_tokens":1}}
            """).Usage!;
        Assert.Equal((196, 485, 681), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal((192, 384), (usage.CachedInputTokenCount, usage.ReasoningTokenCount));
        Assert.Equal(3, usage.AdditionalCounts![UsageCounts.CacheWrite]);
        Assert.Equal(12_559_000, usage.AdditionalCounts[UsageCounts.CostTicks]);
        Assert.Equal(4, usage.AdditionalCounts[UsageCounts.Sources]);
        Assert.Equal(1, usage.AdditionalCounts[UsageCounts.ServerTools]);
        Assert.Equal(2, usage.AdditionalCounts[UsageCounts.WebSearches]);
    }

    [Fact]
    public void CostInDollars_IsKeptInTicksAndAMissingTotalIsTheSum()
    {
        UsageDetails usage = Read(Said, """ "usage":{"input_tokens":21,"output_tokens":6,"cost":2.85e-05,"is_byok":false} """).Usage!;
        Assert.Equal(285_000, usage.AdditionalCounts![UsageCounts.CostTicks]);
        Assert.Equal(27, usage.TotalTokenCount);
    }

    [Theory]
    [InlineData(null, ""","store":true""", null)]
    [InlineData("resp_0", ""","store":true""", "resp_1")]
    [InlineData("resp_0", "", "resp_1")]
    [InlineData("resp_0", ""","store":false""", null)]
    [InlineData("conv_1", ""","store":true,"conversation":{"id":"conv_1"}""", "conv_1")]
    [InlineData("conv_1", "", "conv_1")]
    public void Conversation_IsThereWhereItWasAskedForAndKept(string? asked, string fields, string? expected) =>
        Assert.Equal(expected, Read(Said, "\"status\":\"completed\"" + fields, new() { ConversationId = asked }).ConversationId);

    [Fact]
    public void RawAnswer_IsThereOnRequest()
    {
        ChatCall call = new() { Messages = Hi, ModelId = "m", AttemptId = "t1", CaptureRaw = true };
        Assert.NotNull(Adapter.ReadResponse("""{"id":"resp_1","output":[]}"""u8, call).RawRepresentation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"id":"resp_1","output":null}""")]
    [InlineData("""{"id":"resp_1","output":{}}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":7}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"message","content":[7]}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":{}}]}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"function_call","call_id":"c","arguments":"{}"}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"function_call","call_id":"c","name":"f","arguments":[]}]}""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"image_generation_call","id":"ig","result":"%%%"}]}""")]
    [InlineData("""{"id":7,"output":[]}""")]
    [InlineData("""{"id":"resp_1","output":[],"usage":{"input_tokens":"many"}}""")]
    [InlineData("""{"id":"resp_1","output":[]} trailing""")]
    [InlineData("""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"cut""")]
    public void MalformedAnswers_AreTyped(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => ReadBody(body)).Kind);

    [Theory]
    [InlineData("""{"id":"r","status":"failed","output":[],"error":{"code":"server_error","message":"The server had an error."}}""", FailureKind.Unavailable)]
    [InlineData("""{"id":"r","status":"failed","output":[],"error":{"code":"rate_limit_exceeded","message":"Too fast."}}""", FailureKind.RateLimited)]
    [InlineData("""{"id":"r","status":"failed","output":[],"error":{"code":"invalid_prompt","message":"Flagged."}}""", FailureKind.ContentRefused)]
    [InlineData("""{"id":"r","status":"failed","output":[],"error":null}""", FailureKind.Unavailable)]
    [InlineData("""{"error":{"code":402,"message":"Insufficient credits"}}""", FailureKind.QuotaExhausted)]
    [InlineData("""{"code":"invalid-argument","error":"Incorrect API key provided."}""", FailureKind.Unauthorized)]
    public void FailuresInDisguise_AreFailures(string body, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => ReadBody(body)).Kind);
}
