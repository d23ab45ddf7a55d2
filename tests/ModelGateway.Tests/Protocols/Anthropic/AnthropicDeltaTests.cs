using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>A field that says nothing (null or empty) changes neither a delta nor a block.</summary>
public sealed class AnthropicDeltaTests
{
    [Theory]
    [InlineData("text", """{"type":"text_delta","text":"hi","thinking":null,"signature":null,"partial_json":null,"citation":null}""", "TextContent:hi")]
    [InlineData("text", """{"signature":"","thinking":"","text":"hi","type":"text_delta"}""", "TextContent:hi")]
    [InlineData("text", """{"type":"text_delta","text":"hi","signature":""}""", "TextContent:hi")]
    [InlineData("thinking", """{"type":"thinking_delta","thinking":"hm","signature":"","text":null}""", "TextReasoningContent:hm")]
    [InlineData("thinking", """{"thinking":null,"type":"signature_delta","signature":"c2ln","text":""}""", "TextReasoningContent:")]
    [InlineData("text", """{"type":"citations_delta","citation":null}""", "")]
    public async Task EmptyField_DoesNotReplaceTheTypesOwn(string block, string delta, string expected)
    {
        string events = $$$$"""
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":1,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"{{{{block}}}}","citations":null}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{{{{delta}}}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_stop
            data: {"type":"message_stop"}


            """;
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(
            AnthropicProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(events.ReplaceLineEndings("\n"))));
        Assert.Equal(expected, string.Join(' ', updates.SelectMany(static update => update.Contents)
            .Where(static content => content is not UsageContent).Select(static content => $"{content.GetType().Name}:{content}")));
    }

    [Theory]
    [InlineData("""{"type":"thinking","thinking":"hm","signature":""}""", "TextReasoningContent:hm")]
    [InlineData("""{"type":"redacted_thinking","data":""}""", "")]
    [InlineData("""{"type":"text","text":"hi","citations":[],"thinking":null,"input":null}""", "TextContent:hi")]
    public void EmptyFieldOfABlock_DecidesNothing(string block, string expected)
    {
        IList<AIContent> contents = Read($$"""{"id":"m","content":[{{block}}],"error":null}""").Messages[0].Contents;
        Assert.Equal(expected, string.Join(' ', contents.Select(static content => $"{content.GetType().Name}:{content}")));
        Assert.All(contents.OfType<TextReasoningContent>(), static reasoning => Assert.Null(reasoning.ProtectedData));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":null,"message":""}""")]
    public void EmptyError_IsNone(string error) =>
        Assert.Equal("hi", Read($$"""{"id":"m","error":{{error}},"content":[{"type":"text","text":"hi"}]}""").Text);

    private static ChatResponse Read(string body) =>
        AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([]));
}
