using Microsoft.Extensions.AI;
using OllamaSharp;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>The client that Ollama recommends for .NET works with the simulator.</summary>
public sealed class OllamaSharpTests
{
    [Fact]
    public async Task OllamaSharp_ReadsTextWithUsage()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Ollama);
        SimulatedReply reply = new() { Text = "Grüße an 🌍", Usage = new(120, 30) };
        simulator.Reply(reply, reply);
        using OllamaApiClient ollama = new(simulator.Endpoint, "qwen3:4b");
        IChatClient client = ollama;

        ChatResponse unary = await client.GetResponseAsync("hi");
        ChatResponse streamed = await client.GetStreamingResponseAsync("hi").ToChatResponseAsync();

        Assert.Equal((reply.Text, reply.Text), (unary.Text, streamed.Text));
        Assert.Equal((120, 30), (streamed.Usage!.InputTokenCount, streamed.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task OllamaSharp_RunsAToolLoopWithEveryOption()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Ollama);
        simulator.Reply(new SimulatedReply { ToolCalls = [new("add", """{"x":3,"y":4}""")] }, new SimulatedReply { Text = "7" });
        using OllamaApiClient ollama = new(simulator.Endpoint, "qwen3:4b");
        IChatClient client = new ChatClientBuilder(ollama).UseFunctionInvocation().Build();
        ChatOptions options = new()
        {
            Tools = [AIFunctionFactory.Create((int x, int y) => x + y, "add", "Adds.")],
            Temperature = 0.5f,
            TopP = 0.9f,
            TopK = 20,
            Seed = 1,
            MaxOutputTokens = 100,
            StopSequences = ["END"],
            ResponseFormat = ChatResponseFormat.Json,
            AdditionalProperties = new() { ["think"] = true, ["keep_alive"] = "5m", ["num_ctx"] = 4096 },
        };
        ChatMessage question = new(ChatRole.User, [new TextContent("3+4?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]);

        ChatResponse response = await client.GetResponseAsync([new(ChatRole.System, "Be brief."), question], options);

        Assert.Equal("7", response.Text);
        Assert.Equal(2, simulator.Requests.Count);
    }
}
