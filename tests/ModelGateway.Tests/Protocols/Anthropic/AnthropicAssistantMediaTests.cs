using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>Images that another provider's model made.</summary>
public sealed class AnthropicAssistantMediaTests
{
    private const string Image = """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQI="}}""";

    private static DataContent Picture => new(new byte[] { 1, 2 }, "image/png");

    [Fact]
    public void ImageOfTheAssistant_IsSentAsTheUsers()
    {
        (JsonElement messages, IReadOnlyList<string> notes) = Write(
            new(ChatRole.User, "draw"), new(ChatRole.Assistant, [new TextContent("here"), Picture]), new(ChatRole.User, "bluer"));
        AssertJson($$$"""
            [{"role":"user","content":[{"type":"text","text":"draw"}]},{"role":"assistant","content":[{"type":"text","text":"here"}]},
             {"role":"user","content":[{{{Image}}},{"type":"text","text":"bluer"}]}]
            """, messages);
        Assert.Contains(notes, static note => note.Contains("assistant were sent as a user's", StringComparison.Ordinal));
    }

    [Fact]
    public void ImageAtTheEnd_IsSentToo() => AssertJson(
        $$$"""[{"role":"user","content":[{"type":"text","text":"draw"}]},{"role":"user","content":[{{{Image}}} ]}]""",
        Write(new(ChatRole.User, "draw"), new(ChatRole.Assistant, [Picture])).Messages);

    [Fact]
    public void Results_StillComeFirst()
    {
        JsonElement last = Write(
            new(ChatRole.User, "draw"),
            new(ChatRole.Assistant, [Picture, new FunctionCallContent("c1", "f", new Dictionary<string, object?>())]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "1")])).Messages[2].GetProperty("content");
        Assert.Equal(["tool_result", "image"], last.EnumerateArray().Select(static block => block.GetProperty("type").GetString()));
    }

    private static (JsonElement Messages, IReadOnlyList<string> Notes) Write(params ChatMessage[] messages)
    {
        ChatCall call = ProtocolHarness.Call(messages, new ChatOptions { MaxOutputTokens = 9 });
        return (ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("messages"), call.Notes.All);
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
