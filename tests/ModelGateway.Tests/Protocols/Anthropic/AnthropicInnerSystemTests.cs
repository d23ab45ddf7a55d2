using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>
/// System messages within the conversation: <c>S</c> system, <c>U</c> user, <c>A</c> assistant, <c>W</c> assistant that searched.
/// </summary>
public sealed class AnthropicInnerSystemTests
{
    [Theory]
    [InlineData("US", "U0 S1", "", 0)]
    [InlineData("SUSA", "U1 S2 A3", "0", 0)]
    [InlineData("USAU", "U0 S1 A2 U3", "", 0)]
    [InlineData("UASU", "U0 A1 U3 S2", "", 1)]
    [InlineData("USUA", "U02 S1 A3", "", 1)]
    [InlineData("USSA", "U0 S12 A3", "", 0)]
    [InlineData("USUSA", "U02 S13 A4", "", 1)]
    [InlineData("UASAU", "U0 A13 U4", "2", 1)]
    [InlineData("UAS", "U0 A1", "2", 1)]
    [InlineData("UWSAU", "U0 W1 S2 A3 U4", "", 0)]
    [InlineData("UWS", "U0 W1 S2", "", 0)]
    [InlineData("UWSU", "U0 W1 U3 S2", "", 1)]
    [InlineData("UWSASU", "U0 W1 S2 A3 U5 S4", "", 1)]
    [InlineData("UASASU", "U0 A13 U5 S4", "2", 2)]
    public void TheyStand_WhereTheProtocolTakesThem(string conversation, string messages, string beginning, int notes)
    {
        ChatCall call = Call(conversation, "claude-opus-4-8");
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal(messages, string.Join(' ', body.GetProperty("messages").EnumerateArray().Select(Shape)));
        Assert.Equal(beginning, body.TryGetProperty("system", out JsonElement system) ? Texts(system) : "");
        Assert.Equal(notes, call.Notes.All.Count);
    }

    [Theory]
    [InlineData("claude-opus-4-7", false)]
    [InlineData("claude-sonnet-5", false)]
    [InlineData("claude-haiku-4-5", false)]
    [InlineData("claude-mythos-preview", false)]
    [InlineData("claude-next", false)]
    [InlineData("other", false)]
    [InlineData("claude-opus-4-8-20260528", true)]
    [InlineData("claude-opus-5", true)]
    [InlineData("claude-fable-5-1", true)]
    [InlineData("claude-sonnet-5-5", true)]
    public void OnlyModelsThatTakeThem_AreSentThem(string model, bool expected)
    {
        ChatCall call = Call("US", model);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal(expected, !body.TryGetProperty("system", out _));
        Assert.Equal(expected, body.GetProperty("messages").GetArrayLength() == 2);
        Assert.Equal(expected, call.Notes.All.Count == 0);
    }

    [Fact]
    public async Task ServerThatIsAsStrict_TakesEveryOrder()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        using SimulatorClient client = new(simulator);
        for (int number = 0; number < 256; number++)
        {
            string conversation = "U" + string.Concat(Enumerable.Range(0, 4).Select(place => "SUAW"[(number >> (2 * place)) & 3]));
            await client.JsonAsync(ProtocolHarness.Write(AnthropicProtocol.Instance, Call(conversation, "claude-opus-5")).GetRawText());
        }
    }

    private static ChatCall Call(string conversation, string model) =>
        ProtocolHarness.Call([.. conversation.Select(Message)], new() { MaxOutputTokens = 9 }, modelId: model);

    private static ChatMessage Message(char kind, int index)
    {
        string text = $"{index}";
        if (kind == 'W')
        {
            WebSearchToolResultContent found = new("w");
            RawBlock.Set(
                found, """{"type":"web_search_tool_result","tool_use_id":"w","content":[]}""", AnthropicProtocol.ProtocolName);
            return new ChatMessage(ChatRole.Assistant, [new TextContent(text), found]);
        }

        return new ChatMessage(kind == 'S' ? ChatRole.System : kind == 'U' ? ChatRole.User : ChatRole.Assistant, text);
    }

    private static string Shape(JsonElement message)
    {
        JsonElement content = message.GetProperty("content");
        bool searched = content[content.GetArrayLength() - 1].GetProperty("type").GetString() != "text";
        return (searched ? 'W' : char.ToUpperInvariant(message.GetProperty("role").GetString()![0])) + Texts(content);
    }

    private static string Texts(JsonElement blocks) =>
        string.Concat(blocks.EnumerateArray().Where(static block => block.TryGetProperty("text", out _))
            .Select(static block => block.GetProperty("text").GetString()));
}
