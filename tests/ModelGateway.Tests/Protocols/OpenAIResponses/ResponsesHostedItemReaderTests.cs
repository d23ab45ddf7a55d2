using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>What tools of the service did, as Microsoft.Extensions.AI's contents.</summary>
public sealed class ResponsesHostedItemReaderTests
{
    [Fact]
    public void Search_HasItsQueriesAndSources()
    {
        IList<AIContent> contents = Contents("""{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"a","queries":["a","b"],"sources":[{"type":"url","url":"https://x.example/1"},{"type":"api","name":"oai-weather"}]}}""");
        Assert.Equal(["a", "b"], Assert.IsType<WebSearchToolCallContent>(contents[0]).Queries!);
        WebSearchToolResultContent result = Assert.IsType<WebSearchToolResultContent>(contents[1]);
        Assert.Equal("ws_1", result.CallId);
        Assert.Equal("https://x.example/1", Assert.IsType<UriContent>(Assert.Single(result.Outputs!)).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"type":"search","query":"only"}""", "only", null)]
    [InlineData("""{"type":"open_page","url":"https://x.example/p"}""", null, "https://x.example/p")]
    [InlineData("null", null, null)]
    public void OtherActionsOfASearch_AreRead(string action, string? query, string? page)
    {
        IList<AIContent> contents = Contents($$"""{"id":"ws_1","type":"web_search_call","action":{{action}}}""");
        Assert.Equal(query, ((WebSearchToolCallContent)contents[0]).Queries?.Single());
        Assert.Equal(page, ((WebSearchToolResultContent)contents[1]).Outputs!.OfType<UriContent>().SingleOrDefault()?.Uri.AbsoluteUri);
    }

    [Fact]
    public void RunOfCode_HasItsCodeAndOutputs()
    {
        IList<AIContent> contents = Contents("""{"id":"ci_1","type":"code_interpreter_call","container_id":"cntr_1","code":"print(1)","outputs":[{"type":"logs","logs":"1\n"},{"type":"image","url":"https://x.example/i.png"}]}""");
        DataContent code = Assert.IsType<DataContent>(Assert.Single(Assert.IsType<CodeInterpreterToolCallContent>(contents[0]).Inputs!));
        Assert.Equal("print(1)", Encoding.UTF8.GetString(code.Data.Span));
        IList<AIContent> outputs = Assert.IsType<CodeInterpreterToolResultContent>(contents[1]).Outputs!;
        Assert.Equal("1\n", Assert.IsType<TextContent>(outputs[0]).Text);
        Assert.Equal("https://x.example/i.png", Assert.IsType<UriContent>(outputs[1]).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(""","output_format":"webp" """, "image/webp")]
    [InlineData("", "image/png")]
    public void Image_IsData(string format, string mediaType)
    {
        IList<AIContent> contents = Contents($$"""{"id":"ig_1","type":"image_generation_call","status":"completed","result":"AQID"{{format}}}""");
        Assert.IsType<ImageGenerationToolCallContent>(contents[0]);
        DataContent image = Assert.IsType<DataContent>(Assert.Single(
            Assert.IsType<ImageGenerationToolResultContent>(contents[1]).Outputs!));
        Assert.Equal(mediaType, image.MediaType);
        Assert.Equal([1, 2, 3], image.Data.ToArray());
    }

    [Theory]
    [InlineData("\"output\":\"found\",\"error\":null", "found", null)]
    [InlineData("\"output\":null,\"error\":\"timeout\"", null, "timeout")]
    public void CallOfAnMcpServer_HasItsResult(string result, string? output, string? error)
    {
        IList<AIContent> contents = Contents($$"""{"id":"mcp_1","type":"mcp_call","server_label":"docs","name":"search","arguments":"{\"q\":\"x\"}",{{result}}}""");
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(contents[0]);
        Assert.Equal(("mcp_1", "search", "docs", "x"), (call.CallId, call.Name, call.ServerName, call.Arguments!["q"]!.ToString()));
        AIContent told = Assert.Single(Assert.IsType<McpServerToolResultContent>(contents[1]).Outputs!);
        Assert.Equal(output, (told as TextContent)?.Text);
        Assert.Equal(error, (told as ErrorContent)?.Message);
    }

    [Fact]
    public void RequestForApproval_HoldsTheCall()
    {
        ToolApprovalRequestContent request = Assert.IsType<ToolApprovalRequestContent>(Assert.Single(
            Contents("""{"id":"mcpr_1","type":"mcp_approval_request","server_label":"docs","name":"send","arguments":"{}"}""")));
        Assert.Equal("mcpr_1", request.RequestId);
        Assert.Equal("send", Assert.IsType<McpServerToolCallContent>(request.ToolCall).Name);
    }

    [Theory]
    [InlineData("""{"id":"fs_1","type":"file_search_call","queries":["q"],"results":[{"file_id":"file_1","text":"t"}]}""")]
    [InlineData("""{"id":"mcpl_1","type":"mcp_list_tools","server_label":"docs","tools":[]}""")]
    [InlineData("""{"id":"new_1","type":"something_new"}""")]
    public void WhatHasNoContent_IsReachable(string item)
    {
        AIContent content = Assert.Single(Contents(item));
        Assert.Equal(typeof(AIContent), content.GetType());
        AssertJson(item, Assert.IsType<JsonElement>(content.RawRepresentation));
    }

    private static IList<AIContent> Contents(string item) => Read(item).Messages[0].Contents;
}
