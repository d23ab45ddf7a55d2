using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Requests;

/// <summary>The options of providers as an application writes them, one example each, up to the wire.</summary>
public sealed class ProviderOptionExamplesTests
{
    [Fact]
    public async Task WithPromptCaching_SetsCacheControl()
    {
        ChatOptions options = new ChatOptions().WithPromptCaching(CacheTtl.OneHour);

        Assert.Equal("1h", (await SendAsync(options, "hi")).GetProperty("cache_control").GetProperty("ttl").GetString());
    }

    [Fact]
    public async Task MarkCacheBreakpoint_MarksTheContent()
    {
        ChatMessage handbook =
            new(ChatRole.User, [new TextContent("The handbook …").MarkCacheBreakpoint(), new TextContent("What does it say of holidays?")]);

        JsonElement content = (await SendAsync(null, handbook)).GetProperty("messages")[0].GetProperty("content");
        Assert.Equal("5m", content[0].GetProperty("cache_control").GetProperty("ttl").GetString());
        Assert.False(content[1].TryGetProperty("cache_control", out _));
    }

    [Fact]
    public async Task WithServiceTier_SetsTheField()
    {
        ChatOptions options = new ChatOptions().WithServiceTier("standard_only");

        Assert.Equal("standard_only", (await SendAsync(options, "hi")).GetProperty("service_tier").GetString());
    }

    [Fact]
    public async Task WithPromptCacheKey_SetsTheField()
    {
        ChatOptions options = new ChatOptions().WithPromptCacheKey("support-prompt");

        Assert.Equal("support-prompt", (await SendAsync(SimulatedProtocol.OpenAI, options, new(ChatRole.User, "hi")))
            .GetProperty("prompt_cache_key").GetString());
    }

    [Fact]
    public async Task WithThinkingBudget_SetsTheField()
    {
        ChatOptions options = new ChatOptions { MaxOutputTokens = 16_000 }.WithThinkingBudget(4_000);

        JsonElement body = await SendAsync(SimulatedProtocol.Bedrock, options, new(ChatRole.User, "hi"));
        Assert.Equal(4_000, body.GetProperty("additionalModelRequestFields").GetProperty("thinking").GetProperty("budget_tokens")
            .GetInt32());
    }

    [Fact]
    public async Task Tools_OfTheProviderArePassedOn()
    {
        ChatOptions options = new()
        {
            Tools = [new ProviderDefinedTool(
                "web_fetch", JsonElement.Parse("""{"type":"web_fetch_20260318","name":"web_fetch","max_uses":2}"""))],
        };

        Assert.Equal("web_fetch_20260318", (await SendAsync(options, "hi")).GetProperty("tools")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task HostedTool_TakesANewerVersion()
    {
        ChatOptions options =
            new() { Tools = [new HostedWebSearchTool(new Dictionary<string, object?> { ["type"] = "web_search_20260209" })] };

        Assert.Equal("web_search_20260209", (await SendAsync(options, "hi")).GetProperty("tools")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Document_MayBeCited()
    {
        DataContent report = new(Encoding.UTF8.GetBytes("Sales rose."), "text/plain")
        {
            Name = "Report",
            AdditionalProperties = new() { ["citations"] = true },
        };

        JsonElement document = (await SendAsync(null, new ChatMessage(ChatRole.User, [report, new TextContent("How were sales?")])))
            .GetProperty("messages")[0].GetProperty("content")[0];
        Assert.True(document.GetProperty("citations").GetProperty("enabled").GetBoolean());
        Assert.Equal("Report", document.GetProperty("title").GetString());
    }

    [Fact]
    public async Task StreamToolCallDeltas_YieldsPiecesOfArguments()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.Anthropic);
        gateway.First.Reply(new SimulatedReply { ToolCalls = [new("weather", """{"city":"Ulm"}""")] });
        ChatOptions options = new ChatOptions { Tools = [Dialects.Weather] }
            .WithGateway(static settings => settings with { StreamToolCallDeltas = true });

        StringBuilder arguments = new();
        List<FunctionCallContent> calls = [];
        await foreach (ChatResponseUpdate update in gateway.Client.GetStreamingResponseAsync(
            "How is it?", options, TestContext.Current.CancellationToken))
        {
            foreach (AIContent content in update.Contents)
            {
                if (ToolCallDelta.From(content) is { } piece)
                {
                    arguments.Append(piece.ArgumentsDelta);
                }
                else if (content is FunctionCallContent call)
                {
                    calls.Add(call);
                }
            }
        }

        Assert.Equal("""{"city":"Ulm"}""", arguments.ToString());
        Assert.Equal("weather", Assert.Single(calls).Name);
    }

    private static Task<JsonElement> SendAsync(ChatOptions? options, string text) =>
        SendAsync(options, new ChatMessage(ChatRole.User, text));

    private static Task<JsonElement> SendAsync(ChatOptions? options, ChatMessage message) =>
        SendAsync(SimulatedProtocol.Anthropic, options, message);

    private static async Task<JsonElement> SendAsync(SimulatedProtocol protocol, ChatOptions? options, ChatMessage message)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = "done" });
        GatewayAnswer answer = await gateway.AskAsync(stream: false, [message], options);
        Assert.Null(answer.Exception);
        return gateway.First.Requests[0].Body;
    }
}
