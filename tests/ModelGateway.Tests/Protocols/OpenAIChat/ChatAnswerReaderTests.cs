using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>
/// A field that says nothing (null or empty) is neither an error nor a citation, in every protocol like Chat Completions.
/// </summary>
public sealed class ChatAnswerReaderTests
{
    [Theory]
    [InlineData("OpenAI", "{}")]
    [InlineData("OpenAI", "null")]
    [InlineData("OpenAI", "\"\"")]
    [InlineData("OpenAICompatible", """{"message":"","type":"","param":null,"code":null}""")]
    [InlineData("OpenRouter", """{"message":null,"code":null,"metadata":{}}""")]
    [InlineData("Mistral", "{}")]
    public async Task EmptyError_IsNone(string type, string error)
    {
        IProtocol protocol = Protocol(type);
        string whole = $$$"""{"id":"c","error":{{{error}}},"choices":[{"index":0,"error":{{{error}}},"message":{"content":"hi"},"finish_reason":"stop"}]}""";
        Assert.Equal("hi", protocol.ReadResponse(Encoding.UTF8.GetBytes(whole), ProtocolHarness.Call([])).Text);

        string chunk = "data: " + whole.Replace("message\":{\"content", "delta\":{\"content", StringComparison.Ordinal)
            + "\n\ndata: [DONE]\n\n";
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(chunk)));
        Assert.Equal("hi", updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData("OpenAI", """{"message":"Slow down","code":null}""")]
    [InlineData("OpenAI", """{"code":500}""")]
    [InlineData("OpenRouter", """{"code":"server_error","message":""}""")]
    [InlineData("OpenAI", "\"broken\"")]
    public void ErrorThatSaysSomething_IsOne(string type, string error) => Assert.Throws<ProviderException>(
        () => Protocol(type).ReadResponse(Encoding.UTF8.GetBytes($$"""{"error":{{error}}}"""), ProtocolHarness.Call([])));

    [Theory]
    [InlineData("""{"type":"text","text":"hi","tool":null,"title":null,"url":null,"reference_ids":null}""")]
    [InlineData("""{"text":"hi","thinking":null,"signature":null,"title":""}""")]
    public void EmptyFieldOfAMistralChunk_IsNoCitation(string chunk)
    {
        string body = $$$"""{"choices":[{"index":0,"message":{"content":[{{{chunk}}}]},"finish_reason":"stop"}]}""";
        AIContent content = Assert.Single(
            Protocol("Mistral").ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([])).Messages[0].Contents);
        Assert.Equal("hi", Assert.IsType<TextContent>(content).Text);
        Assert.Null(content.Annotations);
    }

    [Fact]
    public void EmptySignatureOfAMistralChunk_IsNone()
    {
        const string Body = """{"choices":[{"message":{"content":[{"thinking":[],"signature":""},{"thinking":"hm","signature":""}]},"finish_reason":"stop"}]}""";
        AIContent content = Assert.Single(
            Protocol("Mistral").ReadResponse(Encoding.UTF8.GetBytes(Body), ProtocolHarness.Call([])).Messages[0].Contents);
        Assert.Null(Assert.IsType<TextReasoningContent>(content).ProtectedData);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public void EmptyErrorOfOllama_IsNone(string error)
    {
        string body = $$"""{"error":{{error}},"message":{"role":"assistant","content":"hi"},"done":true}""";
        Assert.Equal("hi", Protocol("Ollama").ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([])).Text);
    }

    private static IProtocol Protocol(string type) => ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions());
}
