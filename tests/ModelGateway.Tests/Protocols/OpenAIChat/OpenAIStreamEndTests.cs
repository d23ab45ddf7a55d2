using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>When a stream of Chat Completions, or of a protocol like it, has really ended.</summary>
public sealed class OpenAIStreamEndTests
{
    private const string Half = """data: {"id":"c","choices":[{"index":0,"delta":{"content":"half an ans"},"finish_reason":null}]}""" + "\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Theory]
    [InlineData("OpenAI", Half + Done)]
    [InlineData("OpenAI", Done)]
    [InlineData("DeepSeek", Half + Done)]
    [InlineData("OpenAICompatible", Half + Done)]
    [InlineData("Mistral", Half + Done)]
    [InlineData("Mistral", Done)]
    public async Task DoneWithoutAReason_IsTruncated(string type, string stream) =>
        await Assert.ThrowsAsync<StreamTruncatedException>(() => ReadAsync(type, stream));

    /// <summary>Snowflake ends with an empty reason.</summary>
    [Theory]
    [InlineData("OpenAICompatible", "")]
    [InlineData("OpenAI", "stop")]
    [InlineData("Mistral", "stop")]
    public async Task DoneAfterAReason_IsTheEnd(string type, string reason)
    {
        string last = $$$"""data: {"id":"c","choices":[{"index":0,"delta":{"content":"wer"},"finish_reason":"{{{reason}}}"}]}""" + "\n\n";
        Assert.Equal("half an answer", (await ReadAsync(type, Half + last + Done)).ToChatResponse().Text);
    }

    [Fact]
    public async Task CallsThatAreAllNumberedZero_AreToldApartByTheirNames()
    {
        List<ChatResponseUpdate> updates = await ReadAsync("VLLM", """
            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\"a\":1}"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"g","arguments":"{\"b\":"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"2}"}}]},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """);
        FunctionCallContent[] calls = [.. updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()];
        Assert.Equal(["f", "g"], calls.Select(call => call.Name));
        Assert.All(calls, call => Assert.Null(call.Exception));
        Assert.Equal("2", calls[1].Arguments!["b"]!.ToString());
    }

    private static Task<List<ChatResponseUpdate>> ReadAsync(string type, string stream) =>
        ProtocolHarness.ReadStreamAsync(
            ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions()),
            new MemoryStream(Encoding.UTF8.GetBytes(stream.ReplaceLineEndings("\n"))));
}
