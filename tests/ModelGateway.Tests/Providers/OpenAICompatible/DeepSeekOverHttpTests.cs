using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>A whole tool loop with a server as strict as DeepSeek's.</summary>
public sealed class DeepSeekOverHttpTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ToolLoop_GivesTheReasoningBack(bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.DeepSeek);
        gateway.First.Reply(
            new SimulatedReply { Reasoning = "I look.", ToolCalls = [new("weather", "{}")] },
            new SimulatedReply { Text = "Warm.", Usage = new SimulatedUsage(20, 5) { CachedInputTokens = 12 } });
        using IChatClient loop = gateway.Client.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create(static () => "warm", "weather")] };

        ChatResponse response = stream
            ? await loop.GetStreamingResponseAsync("How is it?", options, TestContext.Current.CancellationToken)
                .ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await loop.GetResponseAsync("How is it?", options, TestContext.Current.CancellationToken);

        Assert.Equal("Warm.", response.Text);
        Assert.Equal("I look.", gateway.First.Requests[1].Body.GetProperty("messages")[1].GetProperty("reasoning_content").GetString());
        Assert.Equal("/chat/completions", gateway.First.Requests[0].Path);
    }

    [Fact]
    public async Task RequiredTool_IsAccepted()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.DeepSeek);
        gateway.First.Reply(new SimulatedReply { ToolCalls = [new("weather", "{}")] });
        GatewayAnswer answer = await gateway.AskAsync(stream: false,
            options: new ChatOptions { Tools = [Dialects.Weather], ToolMode = ChatToolMode.RequireAny });
        Assert.Null(answer.Exception);
        Assert.Contains(gateway.Receipts[0].Notes, static note => note.Contains("Thinking was turned off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EmptyBalance_IsNoQuotaLeft()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.DeepSeek);
        gateway.First.Fail(SimulatedFault.QuotaExhausted());
        GatewayAnswer answer = await gateway.AskAsync(stream: false);
        Assert.Equal(FailureKind.QuotaExhausted,
            Assert.IsType<GatewayException>(answer.Exception, exactMatch: false).Receipt!.Attempts[0].Failure);
    }
}
