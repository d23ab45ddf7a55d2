using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>The container of an answer's code goes back with the history, so that its files are there for the next answer.</summary>
public sealed class AnthropicContainerTests
{
    private static readonly ChatOptions WithCode = new() { MaxOutputTokens = 100, Tools = [new HostedCodeInterpreterTool()] };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Container_GoesBack_AlsoThroughStorage(bool stream, bool isStored)
    {
        List<ChatMessage> history = await HistoryAsync(stream);
        if (isStored)
        {
            string json = JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions);
            history = JsonSerializer.Deserialize<List<ChatMessage>>(json, AIJsonUtilities.DefaultOptions)!;
        }

        ChatCall call = ProtocolHarness.Call(history, WithCode);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);

        Assert.Equal("container_1", body.GetProperty("container").GetString());
        Assert.Equal("""[{"type":"text","text":"Done."}]""", body.GetProperty("messages")[1].GetProperty("content").GetRawText());
        Assert.False(call.HasNotes);
    }

    [Fact]
    public async Task Container_IsNotSent_WhereNoCodeRunsOrTheCallerNamesOne()
    {
        List<ChatMessage> history = await HistoryAsync(stream: false);
        ChatOptions named = WithCode.Clone();
        named.AdditionalProperties = new() { ["container"] = "own" };

        Assert.False(ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call(history)).TryGetProperty("container", out _));
        Assert.Equal(
            "own",
            ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call(history, named)).GetProperty("container").GetString());
    }

    [Fact]
    public async Task Container_StaysOutOfOtherProvidersRequests()
    {
        List<ChatMessage> history = await HistoryAsync(stream: false);

        JsonElement body = ProtocolHarness.Write(new BedrockProtocol("us-east-1"), ProtocolHarness.Call(history));

        Assert.DoesNotContain("container_1", body.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<List<ChatMessage>> HistoryAsync(bool stream)
    {
        const string Container = """{"id":"container_1","expires_at":"2026-12-01T00:00:00Z"}""";
        ChatResponse answer = stream
            ? (await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes($$$"""
                data: {"type":"message_start","message":{"id":"m"}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Done."}}

                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","container":{{{Container}}}}}

                data: {"type":"message_stop"}


                """)))).ToChatResponse()
            : AnthropicProtocol.Instance.ReadResponse(
                Encoding.UTF8.GetBytes($$"""
                    {"content":[{"type":"text","text":"Done."}],"stop_reason":"end_turn","container":{{Container}}}
                    """),
                ProtocolHarness.Call([new(ChatRole.User, "hi")]));
        return [new(ChatRole.User, "Run it."), .. answer.Messages, new(ChatRole.User, "Again.")];
    }
}
