using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Arguments of tool calls, shown as they come.</summary>
public sealed class OpenAIToolCallDeltaTests
{
    private const string Stream = """
        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":""}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"name":"clock","arguments":"{"}},{"index":0,"function":{"arguments":"\"Köln\"}"}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """;

    [Fact]
    public async Task Pieces_JoinToTheArgumentsAndTheWholeCallFollowsOnce()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(Stream, shown: true);
        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        FunctionCallContent[] calls = [.. contents.OfType<FunctionCallContent>()];
        Assert.Equal(["weather", "clock"], calls.Select(static call => call.Name));
        Assert.Equal("c1", calls[0].CallId);
        Assert.True(ToolCallIds.IsMinted(calls[1].CallId));
        foreach ((FunctionCallContent call, string arguments) in calls.Zip(["""{"city":"Köln"}""", "{}"]))
        {
            ToolCallDeltaContent[] pieces = [.. contents.OfType<ToolCallDeltaContent>().Where(piece => piece.CallId == call.CallId)];
            Assert.Equal(arguments, string.Concat(pieces.Select(static piece => piece.ArgumentsDelta)));
            Assert.All(pieces, piece => Assert.Equal(call.Name, piece.Name));
            Assert.True(Array.IndexOf(contents, pieces[^1]) < Array.IndexOf(contents, call));
        }

        // As it comes: the city is not waited for.
        Assert.Equal("""{"city":""", Assert.Single(updates[1].Contents.OfType<ToolCallDeltaContent>()).ArgumentsDelta);
        Assert.Equal(6, contents.OfType<ToolCallDeltaContent>().Count() + 1);
    }

    [Fact]
    public async Task Pieces_AreNotShownUnlessAskedFor()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(Stream, shown: false);
        Assert.DoesNotContain(updates.SelectMany(static update => update.Contents), static content => content is ToolCallDeltaContent);
        Assert.Equal(2, updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Count());
    }

    [Fact]
    public async Task IdThatComesLate_DoesNotChangeTheCalls()
    {
        List<ChatResponseUpdate> updates = await ReadAsync(
            """
            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"weather","arguments":"{"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"late","function":{"arguments":"}"}}]},"finish_reason":"tool_calls"}]}


            """,
            shown: true);
        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        FunctionCallContent call = Assert.Single(contents.OfType<FunctionCallContent>());
        Assert.All(contents.OfType<ToolCallDeltaContent>(), piece => Assert.Equal(call.CallId, piece.CallId));
    }

    [Fact]
    public async Task Mistral_AnIdThatComesLateDoesNotSplitTheCall()
    {
        byte[] stream = """
            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"null","function":{"name":"weather","arguments":"{"}}]},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"late","function":{"arguments":"}"}}]},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """u8.ToArray();
        ChatCall call = new()
        {
            Messages = [new(ChatRole.User, "hi")],
            ModelId = "m",
            AttemptId = "t1",
            Streaming = true,
            StreamToolCallDeltas = true
        };
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance, new MemoryStream(stream), call);
        FunctionCallContent whole = Assert.Single(updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>());
        Assert.True(ToolCallIds.IsMinted(whole.CallId));
        Assert.Empty(whole.Arguments!);
        Assert.All(updates.SelectMany(static update => update.Contents).OfType<ToolCallDeltaContent>(), piece =>
            Assert.Equal(whole.CallId, piece.CallId));
    }

    private static Task<List<ChatResponseUpdate>> ReadAsync(string stream, bool shown)
    {
        ChatCall call = new()
        {
            Messages = [new(ChatRole.User, "hi")],
            ModelId = "test-model",
            Streaming = true,
            AttemptId = "t1",
            StreamToolCallDeltas = shown,
        };
        return ProtocolHarness.ReadStreamAsync(OpenAIChatProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(stream)), call);
    }
}
