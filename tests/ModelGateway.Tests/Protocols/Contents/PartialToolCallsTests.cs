using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Contents;

/// <summary>The name of a streamed call may come whole, repeated, in pieces, or longer with every part.</summary>
public sealed class PartialToolCallsTests
{
    [Theory]
    [InlineData("get_", "weather", "get_weather")]
    [InlineData("get_weather", "get_weather", "get_weather")]
    [InlineData("get_", "get_weather", "get_weather")]
    [InlineData("get_weather", "", "get_weather")]
    public async Task Name_IsOneWhetherItComesWholeOrInPieces(string first, string second, string expected)
    {
        string[] parts =
        [
            $$$"""{"index":0,"id":"abcdefghi","function":{"name":"{{{first}}}","arguments":""}}""",
            $$$"""{"index":0,"function":{"name":"{{{second}}}"}}""",
            """{"index":0,"function":{"arguments":"{\"x\":1}"}}""",
        ];
        foreach (string type in (string[])["OpenAI", "OpenAICompatible", "Mistral"])
        {
            AIContent[] contents = await ReadAsync(type, parts);
            FunctionCallContent call = Assert.Single(contents.OfType<FunctionCallContent>());
            Assert.Equal(("abcdefghi", expected, "1"), (call.CallId, call.Name, call.Arguments!["x"]!.ToString()));
            Assert.Equal(expected, contents.OfType<ToolCallDeltaContent>().Last().Name);
        }
    }

    [Fact]
    public async Task NameInPiecesWithTheIdRepeated_IsOne()
    {
        foreach (string type in (string[])["OpenAI", "OpenAICompatible", "Mistral"])
        {
            AIContent[] contents = await ReadAsync(type,
                """{"index":0,"id":"abcdefghi","function":{"name":"get_","arguments":""}}""",
                """{"index":0,"id":"abcdefghi","function":{"name":"weather","arguments":""}}""",
                """{"index":0,"id":"abcdefghi","function":{"name":"get_weather","arguments":"{}"}}""");
            Assert.Equal("get_weather", Assert.Single(contents.OfType<FunctionCallContent>()).Name);
        }
    }

    [Fact]
    public async Task AnotherNameAfterTheArguments_IsAnotherCall()
    {
        AIContent[] contents = await ReadAsync("OpenAI",
            """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"function":{"name":"g","arguments":"{}"}}""");
        Assert.Equal(["f", "g"], contents.OfType<FunctionCallContent>().Select(static call => call.Name));
    }

    [Fact]
    public async Task NameOfCohereInPieces_IsOne()
    {
        static string Part(string call) => $$$$"""{"type":"tool-call-delta","delta":{"message":{"tool_calls":{{{{call}}}}}}}""";
        string[] events =
        [
            Part("""{"id":"a","function":{"name":"get_","arguments":""}}"""), Part("""{"function":{"name":"weather"}}"""),
            Part("""{"function":{"arguments":"{\"x\":1}"}}"""), Part("""{"id":"b","function":{"name":"g","arguments":"{}"}}"""),
            """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL"}}""",
        ];
        AIContent[] contents = await ReadEventsAsync("Cohere", events);
        Assert.Equal(["a:get_weather", "b:g"],
            contents.OfType<FunctionCallContent>().Select(static call => $"{call.CallId}:{call.Name}"));
    }

    private static Task<AIContent[]> ReadAsync(string type, params string[] parts) => ReadEventsAsync(type,
    [
        .. parts.Select(static part => $$$"""{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{{{part}}}]}}]}"""),
        """{"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]",
    ]);

    private static async Task<AIContent[]> ReadEventsAsync(string type, string[] events)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(events.Select(static data => $"data: {data}\n\n")));
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "t1", Streaming = true, StreamToolCallDeltas = true };
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(
            ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions()), new MemoryStream(bytes), call);
        return [.. updates.SelectMany(static update => update.Contents)];
    }
}
