using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Tests.Providers.OpenAICompatible;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>The tools that Groq runs itself, as contents and as counts.</summary>
public sealed class OpenAIChatExecutedToolsTests
{
    private const string Tools = """
        [{"index":0,"type":"search","arguments":"{\"query\":\"weather\"}","output":"…","search_results":{"results":[
           {"title":"A","url":"https://a.example/","content":"c","score":0.9}]}},
         {"index":1,"type":"python","arguments":"{\"code\":\"print(1)\"}","output":"1"},
         {"index":2,"type":"wolfram","arguments":"not json","output":"2"}]
        """;

    [Fact]
    public void Answer_HasTheToolsBeforeItsText()
    {
        ChatResponse answer = Dialects.Read("Groq", $$$$"""
            {"choices":[{"index":0,"message":{"content":"Warm.","executed_tools":{{{{Tools}}}}},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":10,"completion_tokens":5}}
            """);

        Check(answer);
        Assert.IsType<WebSearchToolCallContent>(answer.Messages[0].Contents[0]);
    }

    [Fact]
    public async Task Stream_ThatRepeatsATool_HasItOnce()
    {
        ChatResponse answer = (await Dialects.StreamAsync("Groq", $$$$"""
            data: {"choices":[{"index":0,"delta":{"executed_tools":[{"index":0,"type":"search","arguments":"{\"query\":\"weather\"}"}]}}]}

            data: {"choices":[{"index":0,"delta":{"executed_tools":{{{{Tools.ReplaceLineEndings("")}}}}}}]}

            data: {"choices":[{"index":0,"delta":{"content":"Warm."},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}}

            data: [DONE]


            """)).ToChatResponse();

        Check(answer);
    }

    [Theory]
    [InlineData("""{"index":null,"type":"python","arguments":"{\"code\":\"a\"}"}""", "a")]
    [InlineData("""{"type":"python","arguments":"{\"code\":\"a\\ud83d\"}"}""", "a\uFFFD")]
    [InlineData("""{"index":0,"type":"python","arguments":"{\"code\":\"a\ud83d\"}"}""", "a\uFFFD")]
    public void EmptyIndexAndHalvesOfPairs_BreakNoAnswer(string tool, string expected)
    {
        ChatResponse answer = Dialects.Read("Groq",
            $$$$"""{"choices":[{"index":0,"message":{"content":"Warm.","executed_tools":[{{{{tool}}}}]},"finish_reason":"stop"}]}""");

        CodeInterpreterToolCallContent call = Assert.IsType<CodeInterpreterToolCallContent>(answer.Messages[0].Contents[0]);
        Assert.Equal(expected, Assert.IsType<TextContent>(Assert.Single(call.Inputs!)).Text);
    }

    private static void Check(ChatResponse answer)
    {
        IList<AIContent> contents = answer.Messages[0].Contents;
        Assert.Equal("Warm.", answer.Text);
        Assert.Equal("weather", Assert.Single(Assert.Single(contents.OfType<WebSearchToolCallContent>()).Queries!));
        UriContent page = Assert.IsType<UriContent>(Assert.Single(Assert.Single(contents.OfType<WebSearchToolResultContent>()).Outputs!));
        Assert.Equal(("https://a.example/", "A"), (page.Uri.AbsoluteUri, page.AdditionalProperties!["title"]));
        Assert.Equal("1", Assert.IsType<TextContent>(Assert.Single(
            Assert.Single(contents.OfType<CodeInterpreterToolResultContent>()).Outputs!)).Text);
        Assert.Equal((1, 1, 1), (
            answer.Usage!.AdditionalCounts![UsageCounts.WebSearches], answer.Usage.AdditionalCounts[UsageCounts.CodeExecutions],
            answer.Usage.AdditionalCounts[UsageCounts.OtherServerTools]));
    }
}
