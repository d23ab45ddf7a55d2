using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>Histories of other providers whose turns lose contents on the way.</summary>
public sealed class BedrockTurnTests
{
    private const string Image = """{"image":{"format":"png","source":{"bytes":"AQI="}}}""";

    private static DataContent Picture => new(new byte[] { 1, 2 }, "image/png");

    [Fact]
    public void ImageOfTheAssistant_IsSentAsTheUsers()
    {
        (JsonElement messages, IReadOnlyList<string> notes) = Write(
            new(ChatRole.User, "draw"), new(ChatRole.Assistant, [new TextContent("here"), Picture]), new(ChatRole.User, "bluer"));
        AssertJson($$$"""
            [{"role":"user","content":[{"text":"draw"}]},{"role":"assistant","content":[{"text":"here"}]},{"role":"user","content":[{{{Image}}},{"text":"bluer"}]}]
            """, messages);
        Assert.Contains(notes, static note => note.Contains("assistant were sent as a user's", StringComparison.Ordinal));
    }

    [Fact]
    public void ImageAlone_LeavesOneUsersMessage() => AssertJson(
        $$$"""[{"role":"user","content":[{"text":"draw"},{{{Image}}},{"text":"bluer"}]}]""",
        Write(new(ChatRole.User, "draw"), new(ChatRole.Assistant, [Picture]), new(ChatRole.User, "bluer")).Messages);

    [Fact]
    public void ImageAtTheEnd_IsSentToo() => AssertJson(
        $$$"""[{"role":"user","content":[{"text":"draw"}]},{"role":"assistant","content":[{"text":"here"}]},{"role":"user","content":[{{{Image}}} ]}]""",
        Write(new(ChatRole.User, "draw"), new(ChatRole.Assistant, [new TextContent("here"), Picture])).Messages);

    [Fact]
    public void Results_StillComeFirst() => AssertJson(
        $$$"""
            [{"role":"user","content":[{"text":"draw"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{ } } }]},
             {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"1"}]} },{{{Image}}} ]}]
            """,
        Write(
            new(ChatRole.User, "draw"),
            new(ChatRole.Assistant, [Picture, new FunctionCallContent("c1", "f", new Dictionary<string, object?>())]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "1")])).Messages);

    [Fact]
    public void EmptiedTurn_PartsNoMessages() => AssertJson(
        """[{"role":"user","content":[{"text":"a"},{"text":"b"}]},{"role":"assistant","content":[{"text":"c"}]},{"role":"user","content":[{"text":"d"}]}]""",
        Write(
            new(ChatRole.User, "a"), new(ChatRole.Assistant, [new ErrorContent("broke")]), new(ChatRole.User, "b"),
            new(ChatRole.Assistant, [new ErrorContent("broke")]),
            new(ChatRole.Assistant, "c"), new(ChatRole.User, "d")).Messages);

    private static (JsonElement Messages, IReadOnlyList<string> Notes) Write(params ChatMessage[] messages)
    {
        ChatCall call = ProtocolHarness.Call(messages, modelId: "amazon.nova-lite-v1:0");
        return (ProtocolHarness.Write(new BedrockProtocol("us-east-1"), call).GetProperty("messages"), call.Notes.All);
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
