using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Json;

/// <summary>
/// Halves of surrogate pairs in every protocol: joined where the pieces of a stream cut a pair, U+FFFD where one stands alone.
/// </summary>
public sealed class TextPiecesTests
{
    public static TheoryData<string> Types =>
        ["OpenAICompatible", "OpenRouter", "Mistral", "Cohere", "Anthropic", "Gemini", "Ollama", "Responses", "Bedrock"];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task CutPair_IsJoined(string type)
    {
        string[] pieces = ["a\\ud83d", "", "\\ude00b\\ud83d\\ude00"];
        Read found = await ReadStreamAsync(type, pieces, pieces, ["""{\"x\":\"a\ud83d""", "\\ude00b\\ud83d\\ude00\\\"}"]);
        Assert.Equal("a😀b😀", found.Text);
        Assert.Equal("a😀b😀", found.Thinking);
        Assert.Equal(found.HasCall ? "a😀b😀" : null, found.Argument);
        Assert.Equal(found.Shown is null ? null : """{"x":"a😀b😀"}""", found.Shown);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task LoneHalf_IsReplaced(string type)
    {
        Read found = await ReadStreamAsync(type, ["a\\ud83d"], ["a\\ude00", "b\\uD83D", "c\\ud83d"], ["""{\"x\":\"a\ud83d""", """b\"}"""]);
        Assert.Equal("a\uFFFD", found.Thinking);
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFD", found.Text);
        Assert.Equal(found.HasCall ? "a\uFFFDb" : null, found.Argument);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void LoneHalfOfAWholeAnswer_IsReplaced(string type)
    {
        foreach (string arguments in (string[])["""{\"x\":\"a\ud83db\"}""", """{\"x\":\"a\\ud83db\"}"""])
        {
            string body = HalfBodies.Whole(type, "a\\ud83db", arguments);
            ChatResponse response = Protocol(type).ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([]));
            Assert.Equal("a\uFFFDb", response.Text);
            FunctionCallContent call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
            Assert.Equal("a\uFFFDb", Assert.IsType<JsonElement>(call.Arguments!["x"]).GetString());
        }
    }

    private static async Task<Read> ReadStreamAsync(string type, string[] thinking, string[] text, string[] arguments)
    {
        byte[] bytes = HalfBodies.Stream(type, thinking, text, arguments);
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", Streaming = true, StreamToolCallDeltas = true };
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(Protocol(type), new MemoryStream(bytes), call);
        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        FunctionCallContent? function = contents.OfType<FunctionCallContent>().SingleOrDefault();
        ToolCallDeltaContent[] shown = [.. contents.OfType<ToolCallDeltaContent>()];
        return new Read(
            string.Concat(contents.OfType<TextContent>().Select(static content => content.Text)),
            string.Concat(contents.OfType<TextReasoningContent>().Select(static content => content.Text)),
            function is not null,
            function?.Arguments?["x"] is JsonElement argument ? argument.GetString() : null,
            shown.Length == 0 ? null : string.Concat(shown.Select(static delta => delta.ArgumentsDelta)));
    }

    private static IProtocol Protocol(string type) => type == "Responses"
        ? new ResponsesProtocol("openai")
        : ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions());

    private sealed record Read(string Text, string Thinking, bool HasCall, string? Argument, string? Shown);
}
