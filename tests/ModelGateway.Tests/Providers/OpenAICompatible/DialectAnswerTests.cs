using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>What services answer otherwise than OpenAI does: usage, costs, citations, images, reasoning in tags, errors.</summary>
public sealed class DialectAnswerTests
{
    [Theory]
    [InlineData("XAI", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}""", 10, 25, 35, null, 20L)]
    [InlineData("OpenAI", """{"prompt_tokens":10,"completion_tokens":25,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}""", 10, 25, 35, null, 20L)]
    [InlineData("AzureOpenAI", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":64}}""", 10, 5, 15, 10L, null)]
    [InlineData("DeepSeek", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}""", 10, 5, 15, 4L, null)]
    [InlineData("Together", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cached_tokens":3}""", 10, 5, 15, 3L, null)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cache_read_input_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}""", 10, 5, 15, 4L, null)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"reasoning_tokens":9}""", 10, 5, 15, null, 5L)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":10,"completion_tokens":5}""", 10, 5, 15, null, null)]
    public void Usage_IsSettled(string type, string usage, long input, long output, long total, long? cached, long? reasoning)
    {
        UsageDetails read = Dialects.ReadUsage(type, usage).Usage!;
        Assert.Equal((input, output, total), (read.InputTokenCount!.Value, read.OutputTokenCount!.Value, read.TotalTokenCount!.Value));
        Assert.Equal((cached, reasoning), (read.CachedInputTokenCount, read.ReasoningTokenCount));
        Assert.Equal(total, TokenUsage.From(read).TotalTokens);
    }

    [Theory]
    [InlineData("OpenRouter", """{"prompt_tokens":31,"total_tokens":31,"cost":6.2e-7,"is_byok":false}""", 6200)]
    [InlineData("OpenRouter", """{"prompt_tokens":31,"cost":0.0012,"cost_details":{"upstream_inference_cost":0.5}}""", 12_000_000)]
    [InlineData("Perplexity", """{"prompt_tokens":31,"cost":{"input_tokens_cost":0.001,"request_cost":0.005,"total_cost":0.006}}""", 60_000_000)]
    [InlineData("XAI", """{"prompt_tokens":31,"cost_in_usd_ticks":37756000}""", 37_756_000)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":31,"cost":"free"}""", null)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":31,"cost":1e40}""", null)]
    [InlineData("OpenAICompatible", """{"prompt_tokens":31,"cost":-1}""", null)]
    public void Cost_StaysReachable(string type, string usage, int? ticks)
    {
        long found = 0;
        Assert.Equal(ticks is not null,
            Dialects.ReadUsage(type, usage).Usage!.AdditionalCounts?.TryGetValue(UsageCounts.CostTicks, out found) is true);
        Assert.Equal(ticks ?? 0, found);
    }

    [Fact]
    public void Searches_AndCitedTokensAreCounted()
    {
        AdditionalPropertiesDictionary<long> counts =
            Dialects.ReadUsage("Perplexity", """{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"citation_tokens":7,"num_search_queries":2,"search_context_size":"low"}""").Usage!.AdditionalCounts!;
        Assert.Equal((2, 7), (counts[UsageCounts.WebSearches], counts[UsageCounts.Citations]));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 30)]
    public async Task GroqsOwnUsage_CountsOnlyWhereThereIsNoOther(bool both, int total)
    {
        string usage = both ? """ "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},""" : "";
        string stream = $$$$"""
            data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],{{{{usage}}}}"x_groq":{"id":"r","usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}}

            data: [DONE]


            """;
        ChatResponse response = (await Dialects.StreamAsync("Groq", stream)).ToChatResponse();
        Assert.Equal(total, response.Usage!.TotalTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PerplexitysSources_AreCitations(bool streaming)
    {
        const string Beside = """ "citations":["https://a.example/","https://b.example/"],"search_results":[{"title":"A","url":"https://a.example/","snippet":"about a","date":null},{"title":"B","url":"https://b.example/"}],"related_questions":["Why?"]""";
        ChatResponse response = streaming
            ? (await Dialects.StreamAsync("Perplexity", $$$"""
                data: {"choices":[{"index":0,"delta":{"content":"He"},"message":{"content":"He"}}],{{{Beside}}},"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}

                data: {"choices":[{"index":0,"delta":{"content":"y"},"message":{"content":"Hey"},"finish_reason":"stop"}],{{{Beside}}},"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}


                """)).ToChatResponse()
            : Dialects.Read("Perplexity", $$$"""{"choices":[{"index":0,"delta":{"content":""},"message":{"content":"Hey"},"finish_reason":"stop"}],{{{Beside}}}}""");
        Assert.Equal("Hey", response.Text);
        CitationAnnotation[] citations = [.. response.Messages[0].Contents.SelectMany(static content => content.Annotations ?? [])
            .Cast<CitationAnnotation>()];
        Assert.Equal([("A", "about a"), ("B", null)], citations.Select(static citation => (citation.Title!, citation.Snippet)));
        Assert.Equal("https://b.example/", citations[1].Url!.AbsoluteUri);
        JsonElement questions = Assert.IsType<JsonElement>(Properties(response)["related_questions"]);
        Assert.Equal("Why?", questions[0].GetString());
        Assert.Equal(streaming ? 3 : null, response.Usage?.TotalTokenCount);
    }

    [Fact]
    public void OpenRoutersImages_AreContents()
    {
        ChatResponse response = Dialects.Read(
            "OpenRouter",
            """{"provider":"Google","choices":[{"index":0,"message":{"content":"Here.","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},{"type":"image_url","image_url":{"url":"https://a.example/i.png"}}],"annotations":[{"type":"url_citation","url_citation":{"url":"https://c.example/","title":"C"}}]},"finish_reason":"stop","native_finish_reason":"STOP"}]}""");
        Assert.Equal([1, 2, 3], Assert.Single(response.Messages[0].Contents.OfType<DataContent>()).Data.ToArray());
        Assert.Equal("https://a.example/i.png", Assert.Single(response.Messages[0].Contents.OfType<UriContent>()).Uri.AbsoluteUri);
        Assert.Equal("C",
            Assert.IsType<CitationAnnotation>(Assert.Single(response.Messages[0].Contents.OfType<TextContent>().Single().Annotations!))
            .Title);
        Assert.Equal("Google", response.AdditionalProperties!["provider"]);
    }

    [Fact]
    public void ImageThatIsNone_IsMalformed()
    {
        ProviderException exception = Assert.Throws<ProviderException>(() => Dialects.Read(
            "OpenRouter", """{"choices":[{"index":0,"message":{"images":[{"image_url":{"url":"data:image/png;base64,%%%"}}]},"finish_reason":"stop"}]}"""));
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    [Fact]
    public async Task Moderation_FollowsTheUsageAndIsKept()
    {
        ChatResponse response = (await Dialects.StreamAsync("OpenAI", """
            data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

            data: {"choices":[],"moderation":{"results":[{"flagged":false}]}}

            data: [DONE]


            """)).ToChatResponse();
        Assert.Equal(("x", 3L), (response.Text, response.Usage!.TotalTokenCount));
        JsonElement moderation = Assert.IsType<JsonElement>(Properties(response)["moderation"]);
        Assert.False(moderation.GetProperty("results")[0].GetProperty("flagged").GetBoolean());
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"Provider returned error","metadata":{"error_type":"rate_limit_exceeded"}}}""", FailureKind.RateLimited)]
    [InlineData("""{"choices":[{"index":0,"error":{"code":502,"message":"upstream"},"finish_reason":"error","message":{"content":""}}]}""", FailureKind.Unavailable)]
    [InlineData("""{"choices":[{"index":0,"finish_reason":null,"delta":{}}],"error":{"code":402,"message":"Insufficient credits"}}""", FailureKind.QuotaExhausted)]
    internal void AnErrorInA200_IsOne(string body, FailureKind kind)
    {
        Assert.Equal(kind, Assert.Throws<ProviderException>(() => Dialects.Read("OpenRouter", body)).Kind);
        Assert.Equal(kind,
            Assert.Throws<ProviderException>(() => Dialects.StreamAsync("OpenRouter", $"data: {body}\n\n").GetAwaiter().GetResult()).Kind);
    }

    [Fact]
    public void BlankLines_MayPrecedeAnAnswer() =>
        Assert.Equal("x", Dialects.Read("DeepSeek", "\n\n\n" + """{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]}""").Text);

    // Microsoft.Extensions.AI puts those of a stream's updates on the message.
    private static AdditionalPropertiesDictionary Properties(ChatResponse response) =>
        response.AdditionalProperties ?? response.Messages[0].AdditionalProperties!;
}
