using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Bridging;

/// <summary>Instructions and calls of functions as a deployment takes them that lacks a place for them.</summary>
public sealed class ChatBridgeTests
{
    public static MatrixTheoryData<SimulatedProtocol, bool> Protocols { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Protocols))]
    public async Task Instructions_GoIntoTheFirstMessageOfTheUser(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.FoldSystemPrompt,
            new CapabilitySet([], [Capability.SystemPrompt]), protocol);
        ChatOptions options = new() { ModelId = "bridged", Instructions = "Be brief." };

        GatewayAnswer answer = await gateway.AskAsync(
            stream, [new ChatMessage(ChatRole.System, "Be kind."), new ChatMessage(ChatRole.User, "Hi"),
                new ChatMessage(ChatRole.Assistant, "Yes?"), new ChatMessage(ChatRole.User, "And?")], options);

        Assert.Null(answer.Exception);
        JsonElement body = gateway.First.Body();
        Assert.False(body.TryGetProperty("system", out _) || body.TryGetProperty("instructions", out _)
            || body.TryGetProperty("systemInstruction", out _));
        string raw = gateway.First.Raw();
        Assert.DoesNotContain("\"system\"", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("\"developer\"", raw, StringComparison.Ordinal);
        Assert.Contains(JsonSerializer.Serialize("<instructions>\nBe brief.\n\nBe kind.\n</instructions>\n\nHi").Trim('"'), Escaped(raw),
            StringComparison.Ordinal);
        Assert.Equal(Bridges.FoldSystemPrompt, answer.Receipt.Attempts[0].Bridges);
        Assert.Equal("Be brief.", options.Instructions);
    }

    [Fact]
    public async Task RequestWithoutInstructions_IsNotBridged()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.All,
            new CapabilitySet([], [Capability.SystemPrompt, Capability.ParallelTools, Capability.JsonSchema]));

        GatewayAnswer answer = await gateway.AskAsync(false, "Hi", new ChatOptions { ModelId = "bridged" });

        Assert.Equal(Bridges.None, answer.Receipt.Attempts[0].Bridges);
        Assert.Empty(answer.Receipt.Notes);
    }

    [Fact]
    public async Task SchemaInstructionAndRepairs_AreFoldedToo()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(
            Bridges.All, new CapabilitySet([], [Capability.SystemPrompt, Capability.JsonSchema, Capability.ForcedTools]));
        gateway.First.Reply("no").Reply(BridgedGateway.Good);

        GatewayAnswer answer = await gateway.AskAsync(
            false, [new ChatMessage(ChatRole.System, "Be kind."), new ChatMessage(ChatRole.User, "Which city?")], BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal(["user"], Roles(gateway.First.Body()));
        Assert.Equal(["user", "assistant", "user"], Roles(gateway.First.Body(1)));
        Assert.Equal(
            gateway.First.Body().GetProperty("messages")[0].GetRawText(), gateway.First.Body(1).GetProperty("messages")[0].GetRawText());
        Assert.Equal(Bridges.SchemaByPrompt | Bridges.FoldSystemPrompt, answer.Receipt.Attempts[1].Bridges);
    }

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI)]
    [InlineData(SimulatedProtocol.Anthropic)]
    [InlineData(SimulatedProtocol.Gemini)]
    [InlineData(SimulatedProtocol.Ollama)]
    [InlineData(SimulatedProtocol.Mistral)]
    [InlineData(SimulatedProtocol.Bedrock)]
    [InlineData(SimulatedProtocol.OpenAIResponses)]
    [InlineData(SimulatedProtocol.Cohere)]
    public async Task ParallelCallsOfTheHistory_AreSentAsPairs(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SerializeToolCalls,
            new CapabilitySet([], [Capability.ParallelTools]), protocol);
        gateway.First.Reply("Done.");
        ChatMessage[] history =
        [
            new(ChatRole.User, "Weather and time?"),
            new(ChatRole.Assistant, [new FunctionCallContent("call_aaaa1", "weather", new Dictionary<string, object?> { ["q"] = 1 }),
                new FunctionCallContent("call_bbbb2", "time")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_aaaa1", "sunny"), new FunctionResultContent("call_bbbb2", "noon")]),
        ];
        ChatOptions options = new()
        {
            ModelId = "bridged",
            Tools = [AIFunctionFactory.Create(static (int q) => q, "weather"), AIFunctionFactory.Create(static () => 1, "time")]
        };

        GatewayAnswer answer = await gateway.AskAsync(false, history, options);

        Assert.Null(answer.Exception);
        string raw = gateway.First.Raw();
        int[] places = [.. new[] { "weather", "sunny", "time\"", "noon" }.Select(word =>
            raw[raw.IndexOf("Weather and time?", StringComparison.Ordinal)..].IndexOf(word, StringComparison.Ordinal))];
        Assert.Equal(places.Order(), places);
        Assert.Equal(Bridges.SerializeToolCalls, answer.Receipt.Attempts[0].Bridges);
        Assert.Null(options.AllowMultipleToolCalls);
        Assert.Equal(3, history.Length);
    }

    [Fact]
    public async Task OneCallAtATime_IsAskedFor()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SerializeToolCalls,
            new CapabilitySet([], [Capability.ParallelTools]));
        ChatOptions options = new()
        {
            ModelId = "bridged",
            AllowMultipleToolCalls = true,
            Tools = [AIFunctionFactory.Create(static () => 1, "time")]
        };

        await gateway.AskAsync(false, "What time?", options);

        Assert.False(gateway.First.Body().GetProperty("parallel_tool_calls").GetBoolean());
        Assert.True(options.AllowMultipleToolCalls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SeveralCallsInOneAnswer_PassOn_AndAreNoted(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SerializeToolCalls,
            new CapabilitySet([], [Capability.ParallelTools]));
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("time"), new SimulatedToolCall("time")));
        ChatOptions options = new()
        {
            ModelId = "bridged",
            AllowMultipleToolCalls = true,
            Tools = [AIFunctionFactory.Create(static () => 1, "time")]
        };

        GatewayAnswer answer = await gateway.AskAsync(stream, "What time?", options);

        ChatResponse response = answer.Response ?? answer.Updates.ToChatResponse();
        Assert.Equal(2, response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Count());
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("2 calls came in one answer", StringComparison.Ordinal));
    }

    private static string[] Roles(JsonElement body) =>
        [.. body.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString()!)];

    // Writers differ in what they escape.
    private static string Escaped(string raw) => raw.Replace("<", "\\u003C", StringComparison.Ordinal)
        .Replace(">", "\\u003E", StringComparison.Ordinal);
}
