using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicMessageTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Fact]
    public void Instructions_StandBeforeSystemMessagesAndALateOneIsNamed()
    {
        ChatCall call = ProtocolHarness.Call(
            [new(ChatRole.System, "one"), Hi, new(ChatRole.System, "two")],
            new() { MaxOutputTokens = 9, Instructions = "first" });
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        AnthropicRequestTests.AssertJson("""[{"type":"text","text":"first"},{"type":"text","text":"one"},{"type":"text","text":"two"}]""", json.GetProperty("system"));
        Assert.Single(json.GetProperty("messages").EnumerateArray());
        Assert.Contains("moved to its beginning", Assert.Single(call.Notes.All), StringComparison.Ordinal);
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([new(ChatRole.System, "alone")]));
    }

    [Fact]
    public void SidesAlternate_AndToolResultsStandFirst()
    {
        DataContent image = new(new byte[] { 1, 2, 3 }, "image/png");
        ChatMessage[] messages =
        [
            Hi, new(ChatRole.User, ""), new(ChatRole.User, "there"),
            new(ChatRole.Assistant,
                [new TextContent("calling"), new FunctionCallContent("a", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
            new(ChatRole.Assistant, [new FunctionCallContent("b|c", "g")]),
            new(ChatRole.User, "meanwhile"),
            new(ChatRole.Tool, [new FunctionResultContent("a", "plain"),
                new FunctionResultContent("b|c", null) { Exception = new InvalidOperationException("secret") }]),
            new(ChatRole.Tool, [new FunctionResultContent("a", JsonElement.Parse("""{"y":"ä"}""")), new FunctionResultContent("a", new AIContent[] { new TextContent("see"), image })]),
        ];
        string mapped = ToolCallIds.Map("b|c", 64);
        AnthropicRequestTests.AssertJson(
            $$$"""
            [{"role":"user","content":[{"type":"text","text":"hi"},{"type":"text","text":"there"}]},
             {"role":"assistant","content":[{"type":"text","text":"calling"},{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"{{{mapped}}}","name":"g","input":{}}]},
             {"role":"user","content":[
               {"type":"tool_result","tool_use_id":"a","content":"plain"},
               {"type":"tool_result","tool_use_id":"{{{mapped}}}","content":"Error: the tool failed.","is_error":true},
               {"type":"tool_result","tool_use_id":"a","content":"{\"y\":\"ä\"}"},
               {"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}]},
               {"type":"text","text":"meanwhile"}]}]
            """,
            ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call(messages)).GetProperty("messages"));
        Assert.Matches("^[A-Za-z0-9_-]{1,64}$", mapped);
    }

    [Fact]
    public void Media_AndCacheBreakpoints()
    {
        AIContent[] contents =
        [
            new TextContent("t") { AdditionalProperties = new() { ["cache_control"] = "1h", ["other"] = "x" } },
            new UriContent("https://x.example/a.png", "image/*"), new UriContent("https://x.example/a.pdf", "application/pdf"),
            new DataContent(new byte[] { 1 }, "image/jpg"), new DataContent(new byte[] { 1 }, "application/pdf") { Name = "p.pdf" },
            new DataContent("ä"u8.ToArray(), "text/csv"), new HostedFileContent("file_1"),
            new HostedFileContent("file_2") { MediaType = "image/png" },
            new ErrorContent("no input"), new UsageContent(new()),
        ];
        AnthropicRequestTests.AssertJson(
            """
            [{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"1h"}},
             {"type":"image","source":{"type":"url","url":"https://x.example/a.png"}},
             {"type":"document","source":{"type":"url","url":"https://x.example/a.pdf"}},
             {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AQ=="}},
             {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQ=="},"title":"p.pdf"},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"ä"}},
             {"type":"document","source":{"type":"file","file_id":"file_1"}},
             {"type":"image","source":{"type":"file","file_id":"file_2"}}]
            """,
            ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([new(ChatRole.User, contents)]))
                .GetProperty("messages")[0].GetProperty("content"));
    }

    [Fact]
    public void WhatCannotBeCarried_IsRefused()
    {
        AIContent[] contents =
        [
            new DataContent(new byte[] { 1 }, "audio/wav"), new DataContent(new byte[] { 1 }, "image/tiff"), new UriContent("https://x.example/a.txt", "text/plain"),
            new UriContent("ftp://x.example/a.png", "image/png"), new HostedVectorStoreContent("v"), new AIContent(),
            new FunctionCallContent("c", "f"),
        ];
        Assert.All(contents,
            static content => AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([new(ChatRole.User, [content])])));
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([Hi, new(ChatRole.Assistant, [new FunctionResultContent("c", "r")])]));
        AnthropicRequestTests.AssertUnsupported(ProtocolHarness.Call([new(new ChatRole("critic"), "x")]));
        AnthropicRequestTests.AssertUnsupported(
            ProtocolHarness.Call([new(ChatRole.System, [new DataContent(new byte[] { 1 }, "image/png")]), Hi]));
    }

    [Fact]
    public void ForeignReasoningAndTools_AreLeftOutAndNamed()
    {
        TextReasoningContent foreign = new("thought") { ProtectedData = "theirs" };
        ContentOrigin.Set(foreign, "openai-responses");
        TextReasoningContent unsigned = new("cut");
        ContentOrigin.Set(unsigned, AnthropicProtocol.ProtocolName);
        ChatCall call = ProtocolHarness.Call(
            [Hi, new(ChatRole.Assistant,
                [foreign, new TextReasoningContent("bare"), unsigned, new WebSearchToolCallContent("w"), new TextContent("answer")]), Hi],
            new() { MaxOutputTokens = 9 });
        AnthropicRequestTests.AssertJson(
            """[{"type":"text","text":"answer"}]""",
            ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages")[1].GetProperty("content"));
        Assert.Equal(3, call.Notes.All.Count);
    }

    [Fact]
    public void Prefill_LosesTrailingWhiteSpaceOnlyAndIsNamed()
    {
        ChatMessage answer = new(ChatRole.Assistant, [new TextContent(" {\"a\": \n"), new TextContent(" ")]);
        ChatCall call = ProtocolHarness.Call([Hi, answer], new() { MaxOutputTokens = 9 });
        JsonElement messages = ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages");
        AnthropicRequestTests.AssertJson("""[{"type":"text","text":" {\"a\":"}]""", messages[1].GetProperty("content"));
        Assert.Single(call.Notes.All);

        messages = ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([Hi, answer, Hi])).GetProperty("messages");
        AnthropicRequestTests.AssertJson("""[{"type":"text","text":" {\"a\": \n"}]""", messages[1].GetProperty("content"));
    }

    [Fact]
    public void CallersObjects_AreNotChanged()
    {
        ChatMessage[] messages = [Hi, new(ChatRole.Assistant, [new TextReasoningContent("x"), new TextContent("y ")])];
        ChatOptions options = new() { Tools = [AnthropicRequestTests.Tool()], AdditionalProperties = new() { ["k"] = "v" } };
        string before = JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions);
        ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call(messages, options));
        Assert.Equal(before, JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions));
        Assert.Equal("v", Assert.Single(options.AdditionalProperties).Value);
    }
}
