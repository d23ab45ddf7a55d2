using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Chat;

/// <summary>The rules of the vendors other than OpenAI, on the wire.</summary>
public sealed class RuledRequestByVendorTests
{
    [Theory]
    [InlineData("gpt-5.6-sol", true)]
    [InlineData("gpt-5.4", false)]
    public async Task Azure_FollowsTheRulesOfOpenAI(string model, bool moves)
    {
        using RuledGateway gateway = new("AzureOpenAI", "prod", options =>
            options.Models.Add(new ModelInfo { Id = "prod", CatalogId = model }));

        await gateway.AskAsync(RuledGateway.Tools());
        string path = gateway.Path;
        await gateway.AskAsync(null, new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")]));

        Assert.Equal(moves ? "/openai/v1/responses" : "/openai/v1/chat/completions", path);
        Assert.Equal("/openai/v1/responses", gateway.Path);
    }

    [Fact]
    public async Task Azure_SendsNoTemperatureToAReasoningModel()
    {
        using RuledGateway gateway = new("AzureOpenAI", "prod", static options =>
            options.Models.Add(new ModelInfo { Id = "prod", CatalogId = "openai/gpt-5-mini" }));

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { Temperature = 0.5f });

        Assert.Null(gateway.Field("temperature"));
        Assert.Contains("p/prod: not sent, as the model does not take it: sampling.", receipt.Notes);
    }

    [Theory]
    [InlineData("claude-opus-5-5", true)]
    [InlineData("claude-next-9", true)]
    [InlineData("claude-sonnet-4-5", false)]
    public async Task Anthropic_RefusesSamplingFromTheNewerModelsOn(string model, bool refuses)
    {
        using RuledGateway gateway = new("Anthropic", model);

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { Temperature = 0.5f, MaxOutputTokens = 100 });

        Assert.Equal(refuses, gateway.Field("temperature") is null);
        Assert.Equal(refuses, receipt.Notes.Contains($"p/{model}: not sent, as the model does not take it: sampling."));
    }

    [Fact]
    public async Task Anthropic_TakesTemperatureOrTopP()
    {
        using RuledGateway gateway = new("Anthropic", "claude-haiku-4-5");

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { Temperature = 0.5f, TopP = 0.9f, MaxOutputTokens = 100 });

        Assert.Equal((true, false), (gateway.Field("temperature") is not null, gateway.Field("top_p") is not null));
        Assert.Contains("p/claude-haiku-4-5: not sent, as the model does not take it: top-p.", receipt.Notes);
    }

    [Fact]
    public async Task Anthropic_LeavesThinkingOutWhereACallIsForced()
    {
        using RuledGateway gateway = new("Anthropic", "claude-sonnet-4-5");
        using RuledGateway refusing = new("Anthropic", "claude-opus-5-5");
        ChatOptions options = RuledGateway.Tools(ReasoningEffort.High,
            static o => (o.ToolMode, o.MaxOutputTokens) = (ChatToolMode.RequireAny, 9000));

        GatewayReceipt receipt = await gateway.AskAsync(options);
        await Assert.ThrowsAsync<NoRouteException>(() => refusing.AskAsync(options));

        Assert.Null(gateway.Field("thinking"));
        Assert.Contains("p/claude-sonnet-4-5: not sent, as the model does not take it: reasoning.", receipt.Notes);
        Assert.Equal(0, refusing.Requests);
    }

    [Theory]
    [InlineData("claude-opus-4-6", "max")]
    [InlineData("claude-opus-4-7", "xhigh")]
    public async Task Anthropic_HasEffortsByModel(string model, string sent)
    {
        using RuledGateway gateway = new("Anthropic", model);

        await gateway.AskAsync(RuledGateway.Effort(ReasoningEffort.ExtraHigh));

        Assert.Equal(sent, gateway.Field("output_config.effort")?.GetString());
    }

    [Theory]
    [InlineData("gemini-3-pro-preview", ReasoningEffort.Medium, "high")]
    [InlineData("gemini-3.1-pro-preview", ReasoningEffort.None, "low")]
    [InlineData("gemini-3.5-flash", ReasoningEffort.None, "minimal")]
    [InlineData("gemini-3.8-flash", ReasoningEffort.None, "low")]
    public async Task Gemini_HasLevelsByModel(string model, ReasoningEffort asked, string sent)
    {
        using RuledGateway gateway = new("Gemini", model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Effort(asked));

        Assert.Equal(sent, gateway.Field("generationConfig.thinkingConfig.thinkingLevel")?.GetString());
        Assert.Contains(receipt.Notes,
            note => note.EndsWith($" was sent as {sent}, the nearest that {model} takes.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gemini_TakesNoSchemaBesideFunctionsBefore3()
    {
        using RuledGateway old = new("Gemini", "gemini-2.5-pro");
        using RuledGateway bridged = new("Gemini", "gemini-2.5-pro", route: static route => route.Bridge(Bridges.SchemaByPrompt));
        using RuledGateway next = new("Gemini", "gemini-3-flash-preview");
        ChatOptions options = RuledGateway.Tools(configure: static o => o.ResponseFormat = ChatResponseFormat.ForJsonSchema(
            JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}""")));

        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() => old.AskAsync(options));
        await next.AskAsync(options);

        Assert.Contains("refuses an answer by schema beside function tools", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(next.Field("generationConfig.responseMimeType"));
        await old.AskAsync(RuledGateway.Tools());
        Assert.Equal(1, old.Requests);
        await Assert.ThrowsAnyAsync<GatewayException>(() => bridged.AskAsync(options));
        Assert.Null(bridged.Field("generationConfig.responseMimeType"));
    }

    [Fact]
    public async Task XAI_LeavesOutWhatReasoningModelsRefuse()
    {
        using RuledGateway gateway = new("xAI", "grok-4.5");
        using RuledGateway other = new("xAI", "grok-4.20-non-reasoning");
        ChatOptions options = new() { StopSequences = ["x"], FrequencyPenalty = 0.5f, PresencePenalty = 0.5f };

        GatewayReceipt receipt = await gateway.AskAsync(options);
        await other.AskAsync(options);

        Assert.Equal((null, null, null), (gateway.Field("stop"), gateway.Field("frequency_penalty"), gateway.Field("presence_penalty")));
        Assert.Contains(
            "p/grok-4.5: not sent, as the model does not take it: stop-sequences, frequency-penalty, presence-penalty.", receipt.Notes);
        Assert.Equal(
            (true, true, false),
            (other.Field("stop") is not null, other.Field("frequency_penalty") is not null, other.Field("presence_penalty") is not null));
    }

    [Theory]
    [InlineData("grok-4.20-0309-reasoning")]
    [InlineData("grok-code-fast-1")]
    public async Task XAI_SendsNoEffortToModelsThatTakeNone(string model)
    {
        using RuledGateway gateway = new("xAI", model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Effort(ReasoningEffort.High));

        Assert.Null(gateway.Field("reasoning_effort"));
        Assert.Contains($"p/{model}: not sent, as the model does not take it: effort.", receipt.Notes);
    }

    [Fact]
    public async Task Bedrock_RefusesToStreamBesideFunctionsOnLlama()
    {
        using RuledGateway gateway = new("Bedrock", "us.meta.llama3-3-70b-instruct-v1:0");

        await gateway.AskAsync(RuledGateway.Tools());
        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(async () =>
            await gateway.Client.GetStreamingResponseAsync("hi", RuledGateway.Tools()).ToChatResponseAsync());

        Assert.EndsWith("/converse", gateway.Path, StringComparison.Ordinal);
        Assert.Contains("refuses streaming beside function tools", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bedrock_FollowsTheRulesOfClaude()
    {
        using RuledGateway gateway = new("Bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0");

        GatewayReceipt receipt = await gateway.AskAsync(new ChatOptions { Temperature = 0.5f, TopP = 0.9f });

        Assert.Equal((true, false),
            (gateway.Field("inferenceConfig.temperature") is not null, gateway.Field("inferenceConfig.topP") is not null));
        Assert.Contains(receipt.Notes,
            static note => note.EndsWith("not sent, as the model does not take it: top-p.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("llama3.2:3b", false)]
    [InlineData("my-own-model", false)]
    [InlineData("qwen3:4b", true)]
    [InlineData("qwen3:4b-instruct", false)]
    [InlineData("deepseek-r1:8b", true)]
    public async Task Ollama_SendsThinkOnlyToModelsThatThink(string model, bool isSent)
    {
        using RuledGateway gateway = new("Ollama", model);

        GatewayReceipt receipt = await gateway.AskAsync(RuledGateway.Effort(ReasoningEffort.High));

        Assert.Equal(isSent, gateway.Field("think") is not null);
        Assert.Equal(!isSent, receipt.Notes.Contains($"p/{model}: not sent, as the model does not take it: reasoning."));
    }

    [Fact]
    public async Task Ollama_ThinksWhereTheApplicationSaysThatTheModelDoes()
    {
        using RuledGateway gateway = new("Ollama", "my-own-model", static options => options.Models.Add(
            new ModelInfo { Id = "my-own-model", Capabilities = new CapabilitySet([Capability.Reasoning]) }));

        await gateway.AskAsync(RuledGateway.Effort(ReasoningEffort.High));

        Assert.True(gateway.Field("think")!.Value.GetBoolean());
    }
}
