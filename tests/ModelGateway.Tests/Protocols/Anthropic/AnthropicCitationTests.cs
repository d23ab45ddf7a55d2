using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicCitationTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Fact]
    public void DocumentsMayBeCited_AndHaveTitlesAndContexts()
    {
        AIContent[] contents =
        [
            new UriContent("https://x.example/a.pdf", "application/pdf") { AdditionalProperties = new() { ["citations"] = true, ["title"] = "A", ["context"] = "draft" } },
            new DataContent("b"u8.ToArray(), "text/plain") { Name = "B",
                AdditionalProperties = new() { ["citations"] = JsonElement.Parse("true"), ["title"] = "other" } },
            new HostedFileContent("file_1") { AdditionalProperties = new() { ["citations"] = false } },
            new HostedFileContent("file_2") { AdditionalProperties = new() { ["citations"] = "yes" } },
        ];
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, contents)], new() { MaxOutputTokens = 9 });
        AnthropicRequestTests.AssertJson(
            """
            [{"type":"document","source":{"type":"url","url":"https://x.example/a.pdf"},"title":"A","context":"draft","citations":{"enabled":true}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"b"},"title":"B","citations":{"enabled":true}},
             {"type":"document","source":{"type":"file","file_id":"file_1"},"citations":{"enabled":false}},
             {"type":"document","source":{"type":"file","file_id":"file_2"}}]
            """,
            ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages")[0].GetProperty("content"));
        Assert.Contains("neither true nor false", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"char_location","cited_text":"c","document_title":null,"document_index":0,"start_char_index":3,"end_char_index":9}""")]
    [InlineData("""{"type":"page_location","cited_text":"c","document_title":"D","document_index":1,"start_page_number":1,"end_page_number":2}""")]
    [InlineData("""{"type":"web_search_result_location","cited_text":"c","title":"T","url":"https://X.example/a%20b?q=ä","encrypted_index":"i=="}""")]
    [InlineData("""{"type":"search_result_location","cited_text":"c","title":null,"source":"kb/1","search_result_index":0,"start_block_index":0,"end_block_index":1}""")]
    public void Citations_AreSentBackUnchangedAlsoThroughJson(string citation)
    {
        string block = $$"""[{"type":"text","text":"said","citations":[{{citation}}]}]""";
        ChatResponse response = AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes($$"""{"content":{{block}}}"""), ProtocolHarness.Call([]));
        ChatMessage stored = JsonSerializer.Deserialize<ChatMessage>(
            JsonSerializer.Serialize(response.Messages[0], AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        Assert.All([response.Messages[0], stored], message =>
        {
            ChatCall call = ProtocolHarness.Call([Hi, message, Hi], new() { MaxOutputTokens = 9 });
            AnthropicRequestTests.AssertJson(block,
                ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages")[1].GetProperty("content"));
            Assert.Empty(call.Notes.All);
        });
    }

    [Fact]
    public void FileId_WhichOnlyAnswersHaveDoesNotGoBack()
    {
        const string Block = """[{"type":"text","text":"said","citations":[{"type":"char_location","cited_text":"c","document_title":"D","document_index":0,"start_char_index":3,"end_char_index":9,"file_id":"file_1"}]}]""";
        ChatResponse response = AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes($$"""{"content":{{Block}}}"""), ProtocolHarness.Call([]));
        JsonElement sent = ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([Hi, .. response.Messages, Hi]));
        AnthropicRequestTests.AssertJson(Block.Replace(",\"file_id\":\"file_1\"", "", StringComparison.Ordinal),
            sent.GetProperty("messages")[1].GetProperty("content"));
    }

    [Fact]
    public void CitationsFromElsewhere_AndThoseThatLostTheirTextAreNamed()
    {
        TextContent foreign = new(
            "said")
        { Annotations = [new CitationAnnotation { Title = "T", AdditionalProperties = new() { ["type"] = "url_citation" } }] };
        TextContent apart = new("") { Annotations = [new CitationAnnotation { Title = "T" }] };
        ChatCall call = ProtocolHarness.Call([Hi, new(ChatRole.Assistant, [foreign, apart]), Hi], new() { MaxOutputTokens = 9 });
        AnthropicRequestTests.AssertJson(
            """[{"type":"text","text":"said"}]""", ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages")[1].GetProperty("content"));
        Assert.Equal(2, call.Notes.All.Count);
        Assert.Contains(call.Notes.All, static note => note.Contains("another provider", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.Contains("apart from their text", StringComparison.Ordinal));
    }
}
