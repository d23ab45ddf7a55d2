using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>The vendors' SDKs work with the simulators.</summary>
public sealed class VendorSdkTests
{
    public static TheoryData<SimulatedProtocol> Protocols => [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Sdk_ReadsTextWithUsage(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        SimulatedReply reply = new() { Text = "Grüße an 🌍 und den Rest", Usage = new(120, 30) { CachedInputTokens = 100 } };
        simulator.Reply(reply, reply);
        using IChatClient client = Client(simulator);
        ChatResponse unary = await client.GetResponseAsync("hi");
        ChatResponse streamed = await client.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        foreach (ChatResponse response in (ChatResponse[])[unary, streamed])
        {
            Assert.Equal(reply.Text, response.Text);
            Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
            Assert.Equal(
                (120, 30, 100), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.CachedInputTokenCount));
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Sdk_RunsAToolLoopWithReasoning(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using IChatClient client = Client(simulator).AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((int x, int y) => x + y, "add", "Adds.")], MaxOutputTokens = 2000 };
        foreach (bool stream in (bool[])[false, true])
        {
            simulator.Reply(
                new SimulatedReply { Reasoning = "I should add.", Text = "Adding.", ToolCalls = [new("add", """{"x":3,"y":4}"""), new("add", """{"x":1,"y":1}""")] },
                new SimulatedReply { Text = "7 and 2" });
            ChatResponse response = stream
                ? await client.GetStreamingResponseAsync("3+4, 1+1?", options).ToChatResponseAsync()
                : await client.GetResponseAsync("3+4, 1+1?", options);
            Assert.EndsWith("7 and 2", response.Text);
            Assert.Equal(
                ["7", "2"], response.Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => $"{r.Result}"));
            Assert.Contains(
                "I should add.",
                string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(r => r.Text)));
        }

        Assert.Equal(4, simulator.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Sdk_SeesErrors(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using IChatClient client = Client(simulator);
        simulator.Fail(SimulatedFault.RateLimited(TimeSpan.FromSeconds(7))).Fail(SimulatedFault.Overloaded());
        Assert.Equal(429, StatusOf(await Record.ExceptionAsync(() => client.GetResponseAsync("hi"))));
        Assert.Equal(
            protocol == SimulatedProtocol.OpenAI ? 503 : 529, StatusOf(await Record.ExceptionAsync(() => client.GetResponseAsync("hi"))));
        simulator.RevokeKey(simulator.ApiKey);
        Assert.Equal(401, StatusOf(await Record.ExceptionAsync(() => client.GetResponseAsync("hi"))));
    }

    [Fact]
    public async Task Sdk_OfAnthropicSeesTheErrorEvent()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        simulator.Fail(SimulatedFault.ErrorEventAfterChunks(4));
        using IChatClient client = Client(simulator);
        Exception? exception =
            await Record.ExceptionAsync(() => client.GetStreamingResponseAsync("a long enough text").ToChatResponseAsync());
        Assert.Contains("overloaded_error", Assert.IsType<Anthropic.Exceptions.AnthropicSseException>(exception).Message);
    }

    private static int StatusOf(Exception? exception) => exception switch
    {
        ClientResultException openai => openai.Status,
        Anthropic.Exceptions.AnthropicApiException anthropic => (int)anthropic.StatusCode,
        _ => throw new InvalidOperationException($"Unexpected: {exception}"),
    };

    private static IChatClient Client(ProviderSimulator simulator) => simulator.Protocol == SimulatedProtocol.OpenAI
        ? new OpenAI.Chat.ChatClient("gpt-5-mini", new ApiKeyCredential(simulator.ApiKey), new OpenAIClientOptions
        {
            Endpoint = simulator.Endpoint,
            RetryPolicy = new ClientRetryPolicy(0),
        }).AsIChatClient()
        : new AnthropicClient
        {
            BaseUrl = simulator.Endpoint.AbsoluteUri.TrimEnd('/'),
            ApiKey = simulator.ApiKey,
            MaxRetries = 0,
        }.AsIChatClient(
            "claude-sonnet-5", 1000);
}
