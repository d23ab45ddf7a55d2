using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Protocols.Options;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

public sealed class ProviderExtrasTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Fact]
    public void OpenAI_TakesTheKeyAndTheTier_AndNamesTheBudget()
    {
        ChatOptions options = All();
        options.AdditionalProperties!["service_tier"] = "auto";
        ChatCall call = ProtocolHarness.Call([Hi], options);
        JsonElement body = ProtocolHarness.Write(OpenAIChatProtocol.Instance, call);
        Assert.Equal(("k", "flex"), (body.GetProperty("prompt_cache_key").GetString(), body.GetProperty("service_tier").GetString()));
        Assert.Contains("ThinkingBudget was not sent: OpenAI Chat Completions has no such option.", call.Notes.All);
        Assert.Contains(call.Notes.All, static note => note.Contains("service_tier", StringComparison.Ordinal));
    }

    [Fact]
    public void Gemini_TakesTheBudget_AndNamesTheOthers()
    {
        ChatCall call = ProtocolHarness.Call([Hi], All(), modelId: "gemini-2.5-flash");
        JsonElement body = ProtocolHarness.Write(GeminiProtocol.Instance, call);
        Assert.Equal(512, body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingBudget").GetInt32());
        Assert.Equal("flex", body.GetProperty("serviceTier").GetString());
        Assert.Equal(["PromptCacheKey was not sent: Gemini has no such option."], call.Notes.All);

        call = ProtocolHarness.Call([Hi], new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.Low } }.WithThinkingBudget(512),
            modelId: "gemini-3-flash");
        body = ProtocolHarness.Write(GeminiProtocol.Instance, call);
        Assert.Equal("low", body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingLevel").GetString());
        Assert.Contains(call.Notes.All, static note => note.StartsWith("ThinkingBudget was not sent", StringComparison.Ordinal));
    }

    [Fact]
    public void VertexAI_TakesTheTierAsAHeader()
    {
        ChatCall call = ProtocolHarness.Call([Hi], All(), modelId: "gemini-2.5-flash");
        using HttpRequestMessage request = new();
        VertexAIProtocol.Instance.WriteHeaders(request.Headers, call);
        Assert.Equal("flex", Assert.Single(request.Headers.GetValues("X-Vertex-AI-LLM-Shared-Request-Type")));
        Assert.False(ProtocolHarness.Write(VertexAIProtocol.Instance, call).TryGetProperty("serviceTier", out _));
        Assert.Equal(["PromptCacheKey was not sent: Gemini has no such option."], call.Notes.All);
    }

    [Fact]
    public void Responses_TakeTheKeyAndTheTier_AndNameTheBudget()
    {
        ChatOptions options = All();
        options.AdditionalProperties!["prompt_cache_key"] = "other";
        ChatCall call = ProtocolHarness.Call([Hi], options, modelId: "gpt-5.2");
        JsonElement body = ProtocolHarness.Write(new ResponsesProtocol(new ResponsesSettings("openai")), call);
        Assert.Equal(("k", "flex"), (body.GetProperty("prompt_cache_key").GetString(), body.GetProperty("service_tier").GetString()));
        Assert.Equal(
            [
                "ThinkingBudget was not sent: OpenAI Responses has no such option.",
                "AdditionalProperties[\"prompt_cache_key\"] was not sent: the request has that field already.",
            ],
            call.Notes.All);
    }

    [Fact]
    public void Mistral_TakesTheKey_AndNamesTheOthers()
    {
        ChatCall call = ProtocolHarness.Call([Hi], All());
        Assert.Equal("k", ProtocolHarness.Write(MistralProtocol.Instance, call).GetProperty("prompt_cache_key").GetString());
        Assert.Equal(["ServiceTier was not sent: Mistral has no such option.", "ThinkingBudget was not sent: Mistral has no such option."],
            call.Notes.All);
    }

    [Theory]
    [InlineData(512, """{"type":"enabled","token_budget":512}""")]
    [InlineData(0, """{"type":"disabled"}""")]
    public void Cohere_TakesTheBudget_AndNamesTheOthers(int budget, string expected)
    {
        ChatCall call = ProtocolHarness.Call([Hi], All().WithThinkingBudget(budget));
        Assert.Equal(expected, ProtocolHarness.Write(CohereProtocol.Instance, call).GetProperty("thinking").GetRawText());
        Assert.Equal(["PromptCacheKey was not sent: Cohere has no such option.", "ServiceTier was not sent: Cohere has no such option."],
            call.Notes.All);
    }

    [Fact]
    public void Ollama_NamesThemAll()
    {
        ChatCall call = ProtocolHarness.Call([Hi], All().WithPromptCaching(CacheTtl.OneHour));
        Assert.Equal(["model", "messages", "stream"],
            ProtocolHarness.Write(OllamaProtocol.Instance, call).EnumerateObject().Select(static field => field.Name));
        Assert.Equal(3, call.Notes.All.Count);
    }

    [Theory]
    [InlineData("anthropic.claude-3-7-sonnet-20250219-v1:0", 512, """{"thinking":{"type":"enabled","budget_tokens":1024}}""", "ThinkingBudget was sent as 1024")]
    [InlineData("anthropic.claude-3-7-sonnet-20250219-v1:0", 3000, """{"thinking":{"type":"enabled","budget_tokens":3000}}""", null)]
    [InlineData("anthropic.claude-3-7-sonnet-20250219-v1:0", 0, """{"thinking":{"type":"disabled"}}""", null)]
    [InlineData("anthropic.claude-opus-4-6-v1", 3000, null, "ThinkingBudget was not sent: anthropic.claude-opus-4-6-v1")]
    [InlineData("amazon.nova-2-lite-v1:0", 3000, null, "ThinkingBudget was not sent: amazon.nova-2-lite-v1:0")]
    [InlineData("meta.llama3-70b-instruct-v1:0", 3000, null, "ThinkingBudget was not sent: meta.llama3-70b-instruct-v1:0")]
    [InlineData("amazon.nova-2-lite-v1:0", 0, """{"reasoningConfig":{"type":"disabled"}}""", null)]
    public void Bedrock_TakesTheTier_AndTheBudgetOfClaude(string model, int budget, string? fields, string? note)
    {
        ChatCall call = ProtocolHarness.Call([Hi], All().WithThinkingBudget(budget), modelId: model);
        JsonElement body = ProtocolHarness.Write(new BedrockProtocol("us-east-1"), call);
        Assert.Equal("""{"type":"flex"}""", body.GetProperty("serviceTier").GetRawText());
        Assert.Equal(fields, body.TryGetProperty("additionalModelRequestFields", out JsonElement written) ? written.GetRawText() : null);
        Assert.Contains("PromptCacheKey was not sent: Bedrock's Converse has no such option.", call.Notes.All);
        Assert.Equal(note is null ? 1 : 2, call.Notes.All.Count);
        Assert.All(call.Notes.All.Where(static text => !text.StartsWith("PromptCacheKey", StringComparison.Ordinal)),
            text => Assert.StartsWith(note!, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0", "1h", """,{"cachePoint":{"type":"default","ttl":"1h"}}""", true)]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0", "5m", """,{"cachePoint":{"type":"default"}}""", true)]
    [InlineData("amazon.nova-pro-v1:0", "1h", """,{"cachePoint":{"type":"default"}}""", false)]
    [InlineData("meta.llama3-70b-instruct-v1:0", "1h", "", false)]
    public void Bedrock_CachesUpToMarks(string model, string time, string point, bool tools)
    {
        CacheTtl ttl = time == "1h" ? CacheTtl.OneHour : CacheTtl.FiveMinutes;
        ChatMessage[] messages = [new(ChatRole.System, [new TextContent("s").MarkCacheBreakpoint(ttl)]),
            new(ChatRole.User, [new TextContent("u").MarkCacheBreakpoint(ttl)])];
        AITool tool = AIFunctionFactory.Create(
            () => 1, new AIFunctionFactoryOptions
            {
                Name = "t",
                AdditionalProperties = new Dictionary<string, object?> { [ProviderOptionNames.CacheBreakpoint] = time }
            });
        ChatCall call = ProtocolHarness.Call(messages, new ChatOptions { Tools = [tool] }.WithPromptCaching(ttl), modelId: model);
        JsonElement body = ProtocolHarness.Write(new BedrockProtocol("us-east-1"), call);
        Assert.Equal($$"""[{"text":"s"}{{point}}]""", body.GetProperty("system").GetRawText());
        Assert.Equal($$"""[{"text":"u"}{{point}}{{point}}]""", body.GetProperty("messages")[0].GetProperty("content").GetRawText());
        Assert.Equal(tools ? 2 : 1, body.GetProperty("toolConfig").GetProperty("tools").GetArrayLength());
        Assert.Empty(call.Notes.All);
    }

    [Fact]
    public void OpenRouter_PassesMarksOn()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, [new TextContent("s").MarkCacheBreakpoint(CacheTtl.OneHour)]),
            new(ChatRole.User, [new TextContent("u"), new DataContent(new byte[] { 1 }, "image/png").MarkCacheBreakpoint()]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "t")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "r").MarkCacheBreakpoint()]),
        ];
        AITool tool = AIFunctionFactory.Create(
            () => 1, new AIFunctionFactoryOptions
            {
                Name = "t",
                AdditionalProperties = new Dictionary<string, object?> { [ProviderOptionNames.CacheBreakpoint] = "5m" }
            });
        ChatOptions options = All().WithPromptCaching(CacheTtl.FiveMinutes);
        options.Tools = [tool];
        options.AdditionalProperties!["cache_control"] = "twice";
        ChatCall call = ProtocolHarness.Call(messages, options);
        JsonElement body = Dialects.Write("OpenRouter", call);
        const string Mark = """{"type":"ephemeral"}""";
        JsonElement sent = body.GetProperty("messages");
        Assert.Equal("""[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}]""", sent[0].GetProperty("content").GetRawText());
        Assert.False(sent[1].GetProperty("content")[0].TryGetProperty("cache_control", out _));
        Assert.Equal(Mark, sent[1].GetProperty("content")[1].GetProperty("cache_control").GetRawText());
        Assert.Equal(Mark, sent[3].GetProperty("cache_control").GetRawText());
        Assert.Equal(Mark, body.GetProperty("tools")[0].GetProperty("cache_control").GetRawText());
        Assert.Equal(Mark, body.GetProperty("cache_control").GetRawText());
        Assert.Equal(("flex", 512),
            (body.GetProperty("service_tier").GetString(), body.GetProperty("reasoning").GetProperty("max_tokens").GetInt32()));
        Assert.Equal(
            [
                "PromptCacheKey was not sent: OpenRouter has no such option.",
                "AdditionalProperties[\"cache_control\"] was not sent: the request has that field already.",
            ],
            call.Notes.All);
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("Groq")]
    [InlineData("Mistral")]
    [InlineData("Cohere")]
    [InlineData("Ollama")]
    [InlineData("Gemini")]
    public void Marks_AreLeftOutWithoutAWord_WhereCachesNeedNone(string type)
    {
        ChatMessage message = new(ChatRole.User, [new TextContent("u").MarkCacheBreakpoint()]);
        ChatCall call = ProtocolHarness.Call([message], new ChatOptions().WithPromptCaching(CacheTtl.FiveMinutes));
        Assert.DoesNotContain("cache", Dialects.Write(type, call).GetRawText(), StringComparison.Ordinal);
        Assert.Empty(call.Notes.All);
    }

    [Fact]
    public void Options_SurviveJson()
    {
        ChatOptions stored =
            JsonSerializer.Deserialize<ChatOptions>(JsonSerializer.Serialize(
            All(), AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        Assert.Equal(("k", "flex", 512),
            (ProviderExtras.PromptCacheKey(stored), ProviderExtras.ServiceTier(stored), ProviderExtras.ThinkingBudget(stored)));
        Assert.Null(ProviderExtras.ThinkingBudget(
            new ChatOptions { AdditionalProperties = new() { [ProviderOptionNames.ThinkingBudget] = "many" } }));
        Assert.Null(ProviderExtras.ThinkingBudget(null));
    }

    private static ChatOptions All() => new ChatOptions().WithPromptCacheKey("k").WithServiceTier("flex").WithThinkingBudget(512);
}
