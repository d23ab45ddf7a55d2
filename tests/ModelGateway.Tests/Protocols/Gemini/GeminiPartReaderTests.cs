using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

/// <summary>A field that says nothing (null, empty, or a word for "unspecified") decides nothing.</summary>
public sealed class GeminiPartReaderTests
{
    [Theory]
    [InlineData("""{"text":"hi","functionCall":null,"inlineData":null,"fileData":null,"executableCode":null,"codeExecutionResult":null}""", "TextContent:hi")]
    [InlineData("""{"functionCall":null,"text":"hm","thought":true}""", "TextReasoningContent:hm")]
    [InlineData("""{"text":"hi","inlineData":{}}""", "TextContent:hi")]
    [InlineData("""{"text":"hi","functionCall":{"name":"f"}}""", "TextContent:hi FunctionCallContent:FunctionCall = t1-0, f()")]
    public void EmptyField_DecidesNothing(string part, string expected)
    {
        ChatResponse response = Read(Answer(part));
        string found = string.Join(' ', response.Messages[0].Contents.Select(static content => content is FunctionCallContent call
            ? $"FunctionCallContent:FunctionCall = t1-0, {call.Name}()" : $"{content.GetType().Name}:{content}"));
        Assert.Equal(expected, found);
        bool hasCalls = expected.Contains("FunctionCall", StringComparison.Ordinal);
        Assert.Equal(hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData(",\"error\":null")]
    [InlineData(",\"error\":{}")]
    [InlineData(",\"promptFeedback\":{\"blockReason\":\"BLOCK_REASON_UNSPECIFIED\"}")]
    [InlineData(",\"promptFeedback\":{\"blockReason\":\"\"}")]
    [InlineData(",\"promptFeedback\":null")]
    public void EmptyFieldBesideTheCandidates_DecidesNothing(string rest)
    {
        Assert.Equal("hi", Read(Answer("""{"text":"hi"}""", rest)).Text);
        Assert.Equal(ChatFinishReason.Stop, Read(Answer("", rest)).FinishReason);
    }

    [Theory]
    [InlineData("FINISH_REASON_UNSPECIFIED", "")]
    [InlineData("", "")]
    [InlineData(null, ",\"promptFeedback\":{\"blockReason\":\"BLOCKED_REASON_UNSPECIFIED\"}")]
    public async Task UnspecifiedReason_IsNoEnd(string? finish, string rest) => await Assert.ThrowsAsync<StreamTruncatedException>(
        () => ReadStreamAsync(Event("""{"text":"half"}""", finish, rest)));

    [Fact]
    public void EmptySource_DoesNotReplaceAnother()
    {
        const string Grounding = """{"groundingChunks":[null,{"web":{"uri":"https://a/","title":"A"},"retrievedContext":{}}]}""";
        string body = """{"candidates":[{"content":{"parts":[{"text":"hi"}]},"finishReason":"STOP","groundingMetadata":""" + Grounding + "}]}";
        CitationAnnotation[] found = [.. Read(body).Messages[0].Contents[0].Annotations!.OfType<CitationAnnotation>()];
        Assert.Equal(("https://a/", "A", "googleSearch"), (found[^1].Url?.AbsoluteUri, found[^1].Title, found[^1].ToolName));
    }
}
