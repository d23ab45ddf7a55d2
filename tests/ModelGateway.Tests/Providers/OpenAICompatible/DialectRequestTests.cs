using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>What each service is sent, where it differs from OpenAI.</summary>
public sealed class DialectRequestTests
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}""");

    [Theory]
    [InlineData("OpenAI", "https://api.openai.com/v1/", "OPENAI_API_KEY")]
    [InlineData("DeepSeek", "https://api.deepseek.com/", "DEEPSEEK_API_KEY")]
    [InlineData("Qwen", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/", "DASHSCOPE_API_KEY")]
    [InlineData("XAI", "https://api.x.ai/v1/", "XAI_API_KEY")]
    [InlineData("Groq", "https://api.groq.com/openai/v1/", "GROQ_API_KEY")]
    [InlineData("OpenRouter", "https://openrouter.ai/api/v1/", "OPENROUTER_API_KEY")]
    [InlineData("TokenMix", "https://api.tokenmix.ai/v1/", "TOKENMIX_API_KEY")]
    [InlineData("Together", "https://api.together.xyz/v1/", "TOGETHER_API_KEY")]
    [InlineData("Fireworks", "https://api.fireworks.ai/inference/v1/", "FIREWORKS_API_KEY")]
    [InlineData("Perplexity", "https://api.perplexity.ai/", "PERPLEXITY_API_KEY")]
    [InlineData("Cerebras", "https://api.cerebras.ai/v1/", "CEREBRAS_API_KEY")]
    [InlineData("Portkey", "https://api.portkey.ai/v1/", "PORTKEY_API_KEY")]
    [InlineData("LiteLLM", "http://localhost:4000/", null)]
    [InlineData("LlamaServer", "http://localhost:8080/v1/", null)]
    [InlineData("VLLM", "http://localhost:8000/v1/", null)]
    [InlineData("LMStudio", "http://localhost:1234/v1/", null)]
    [InlineData("OpenAICompatible", null, null)]
    public void Services_AreWhereTheirVendorsSay(string type, string? endpoint, string? variable)
    {
        HttpProviderDefinition found = ProviderTypes.Find(type)!;
        Assert.Equal(endpoint, found.DefaultEndpoint?.AbsoluteUri);
        Assert.Equal(variable, found.KeyVariables.Count > 0 ? found.KeyVariables[0] : null);
        Assert.Equal(variable is null, found.KeyOptional);
        Assert.Equal("chat/completions", Dialects.Adapter(type).GetPath(ProtocolHarness.Call(Dialects.Hi)));
    }

    [Theory]
    [InlineData("Qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1/", true)]
    [InlineData("Qwen", "https://dashscope-us.aliyuncs.com/compatible-mode/v1/", true)]
    [InlineData("Qwen", "https://dashscope.aliyuncs.com.evil.example/", false)]
    [InlineData("Qwen", "http://dashscope.aliyuncs.com/", false)]
    [InlineData("Qwen", "https://DashScope-Intl.aliyuncs.com/compatible-mode/v1/", true)]
    [InlineData("Qwen", "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1/", true)]
    [InlineData("Qwen", "https://vpc-cn-beijing.dashscope.aliyuncs.com/compatible-mode/v1/", true)]
    [InlineData("Qwen", "https://dashscope-evil.oss-cn-beijing.aliyuncs.com/", false)]
    [InlineData("Qwen", "https://dashscope-evil.aliyuncs.com/", false)]
    [InlineData("Qwen", "https://dashscope.oss-cn-beijing.aliyuncs.com/", false)]
    [InlineData("Qwen", "https://evil.oss.dashscope.aliyuncs.com/", false)]
    [InlineData("Qwen", "https://dashscope.aliyuncs.com:8443/", false)]
    [InlineData("Ollama", "https://ollama.com/", true)]
    [InlineData("Ollama", "https://ollama.com:8443/", false)]
    [InlineData("VertexAI", "https://europe-west4-aiplatform.googleapis.com/v1/", true)]
    [InlineData("VertexAI", "https://aiplatform.googleapis.com/v1/", true)]
    [InlineData("VertexAI", "https://aiplatform.eu.rep.googleapis.com/v1/", true)]
    [InlineData("VertexAI", "https://evil.x-aiplatform.googleapis.com/v1/", false)]
    [InlineData("VertexAI", "https://aiplatform.googleapis.com:8443/v1/", false)]
    [InlineData("Together", "https://api.together.ai/v1/", true)]
    [InlineData("Together", "https://api.together.ai:8443/v1/", false)]
    [InlineData("DeepSeek", "https://api.deepseek.com/beta/", true)]
    [InlineData("DeepSeek", "https://proxy.example/", false)]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.com/", true)]
    [InlineData("AzureOpenAI", "https://contoso.services.ai.azure.com/", true)]
    [InlineData("AzureOpenAI", "https://contoso.cognitiveservices.azure.com/", true)]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.us/", true)]
    [InlineData("AzureOpenAI", "https://contoso.cognitiveservices.azure.us/", true)]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.cn/", true)]
    [InlineData("AzureOpenAI", "https://contoso.cognitiveservices.azure.cn/", true)]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.com:8443/", false)]
    [InlineData("AzureOpenAI", "https://evil-openai.azure.com/", false)]
    [InlineData("AzureOpenAI", "https://openai.azure.com.evil.example/", false)]
    public void UsualKey_GoesToTheVendorAlone(string type, string endpoint, bool isVendors) =>
        Assert.Equal(isVendors, ProviderTypes.Find(type)!.IsVendors(new ProviderOptions { Endpoint = new Uri(endpoint) }));

    [Theory]
    [InlineData("OpenAI", "max_completion_tokens")]
    [InlineData("AzureOpenAI", "max_completion_tokens")]
    [InlineData("Groq", "max_completion_tokens")]
    [InlineData("Cerebras", "max_completion_tokens")]
    [InlineData("DeepSeek", "max_tokens")]
    [InlineData("VLLM", "max_tokens")]
    [InlineData("OpenAICompatible", "max_tokens")]
    public void OutputLimit_HasTheServicesName(string type, string field) =>
        Dialects.AssertJson(
            $$"""{"model":"test-model","messages":[{"role":"user","content":"hi"}],"{{field}}":7}""",
            Dialects.Write(type, new ChatOptions { MaxOutputTokens = 7 }));

    [Theory]
    [InlineData("OpenAI", """{"include_usage":true,"include_obfuscation":false}""")]
    [InlineData("AzureOpenAI", """{"include_usage":true}""")]
    [InlineData("DeepSeek", """{"include_usage":true}""")]
    [InlineData("OpenAICompatible", """{"include_usage":true}""")]
    [InlineData("OpenRouter", null)]
    [InlineData("Fireworks", null)]
    [InlineData("Perplexity", null)]
    public void Stream_IsAskedForItsUsageWhereThatIsNeeded(string type, string? expected)
    {
        JsonElement body = Dialects.Write(type, ProtocolHarness.Call(Dialects.Hi, streaming: true));
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.Equal(expected is not null, body.TryGetProperty("stream_options", out JsonElement options));
        if (expected is not null)
        {
            Dialects.AssertJson(expected, options);
        }
    }

    [Theory]
    [InlineData("OpenAI", ReasoningEffort.None, """{"reasoning_effort":"none"}""")]
    [InlineData("OpenAI", ReasoningEffort.ExtraHigh, """{"reasoning_effort":"xhigh"}""")]
    [InlineData("DeepSeek", ReasoningEffort.None, """{"thinking":{"type":"disabled"}}""")]
    [InlineData("DeepSeek", ReasoningEffort.ExtraHigh, """{"thinking":{"type":"enabled"},"reasoning_effort":"max"}""")]
    [InlineData("Qwen", ReasoningEffort.None, """{"enable_thinking":false}""")]
    [InlineData("Qwen", ReasoningEffort.Low, """{"enable_thinking":true,"thinking_budget":1024}""")]
    [InlineData("Qwen", ReasoningEffort.High, """{"enable_thinking":true}""")]
    [InlineData("OpenRouter", ReasoningEffort.High, """{"reasoning":{"effort":"high"}}""")]
    [InlineData("XAI", ReasoningEffort.ExtraHigh, """{"reasoning_effort":"high"}""")]
    [InlineData("VLLM", ReasoningEffort.None, """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("LlamaServer", ReasoningEffort.Low, """{"chat_template_kwargs":{"enable_thinking":true},"reasoning_effort":"low"}""")]
    public void Effort_IsAskedForInTheServicesForm(string type, ReasoningEffort effort, string expected)
    {
        JsonElement body = Dialects.Write(type, new ChatOptions { Reasoning = new ReasoningOptions { Effort = effort } });
        string rest = body.GetRawText().Replace("""{"model":"test-model","messages":[{"role":"user","content":"hi"}],""", "{", StringComparison.Ordinal);
        Dialects.AssertJson(expected, JsonElement.Parse(rest));
    }

    [Fact]
    public void EffortWithoutAWord_IsNoted()
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi,
            new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None } });
        Assert.False(Dialects.Write("Perplexity", call).TryGetProperty("reasoning_effort", out _));
        Assert.Contains("Reasoning.Effort None was not sent", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasoningOutput.None, true)]
    [InlineData(ReasoningOutput.Full, false)]
    public void OpenRouter_IsToldWhetherReasoningIsWanted(ReasoningOutput output, bool excluded) =>
        Dialects.AssertJson(
            $$"""{"exclude":{{(excluded ? "true" : "false")}}}""",
            Dialects.Write("OpenRouter", new ChatOptions { Reasoning = new ReasoningOptions { Output = output } })
                .GetProperty("reasoning"));

    [Theory]
    [InlineData("OpenAI", "TopK")]
    [InlineData("DeepSeek", "TopK", "Seed")]
    [InlineData("Groq", "TopK")]
    [InlineData("Cerebras", "TopK", "FrequencyPenalty", "PresencePenalty")]
    [InlineData("Perplexity", "Seed")]
    [InlineData("VLLM")]
    [InlineData("OpenRouter")]
    public void OptionWithoutField_IsNotSentAndNamed(string type, params string[] unsent)
    {
        ChatOptions options = new() { TopK = 5, Seed = 7, FrequencyPenalty = 0.5f, PresencePenalty = 0.25f };
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, options);
        JsonElement body = Dialects.Write(type, call);
        Assert.Equal(!unsent.Contains("TopK"), body.TryGetProperty("top_k", out _));
        Assert.Equal(!unsent.Contains("Seed"), body.TryGetProperty("seed", out _));
        Assert.Equal(!unsent.Contains("FrequencyPenalty"), body.TryGetProperty("frequency_penalty", out _));
        Assert.Equal(!unsent.Contains("PresencePenalty"), body.TryGetProperty("presence_penalty", out _));
        Assert.Equal(unsent.Order(), call.Notes.All.Select(static note => note[..note.IndexOf(' ', StringComparison.Ordinal)]).Order());
    }

    [Theory]
    [InlineData("OpenAI", "developer")]
    [InlineData("AzureOpenAI", "developer")]
    [InlineData("DeepSeek", "system")]
    [InlineData("OpenAICompatible", "system")]
    public void Developer_IsTheSystemWhereItIsUnknown(string type, string role) =>
        Assert.Equal(role, Dialects.Write(type, null, new ChatMessage(new ChatRole("developer"), "x")).GetProperty("messages")[0]
            .GetProperty("role").GetString());

    [Theory]
    [InlineData("o1-mini", "user")]
    [InlineData("o1-preview-2024-09-12", "user")]
    [InlineData("o1-2024-12-17", "system")]
    [InlineData("gpt-5", "system")]
    public void OpenAIsFirstReasoningModels_TakeNoInstructions(string model, string role)
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { Instructions = "Be brief." }, modelId: model);
        Assert.Equal(role, Dialects.Write("OpenAI", call).GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal(role == "user", call.HasNotes);
    }

    [Fact]
    public void OpenAIsOwnFields_GoAsAdditionalProperties()
    {
        ChatOptions options = new()
        {
            AdditionalProperties = new()
            {
                ["prompt_cache_key"] = "k",
                ["service_tier"] = "flex",
                ["safety_identifier"] = "u1",
                ["moderation"] = true
            },
        };
        Dialects.AssertJson(
            """{"model":"test-model","messages":[{"role":"user","content":"hi"}],"prompt_cache_key":"k","service_tier":"flex","safety_identifier":"u1","moderation":true}""",
            Dialects.Write("OpenAI", options));
    }

    [Fact]
    public void OpenRoutersRouting_GoesAsAdditionalProperties()
    {
        ChatOptions options = new()
        {
            AdditionalProperties = new()
            {
                ["provider"] = JsonElement.Parse("""{"order":["Anthropic"],"allow_fallbacks":false}"""),
                ["models"] = new[] { "a/b", "c/d" },
            },
        };
        JsonElement body = Dialects.Write("OpenRouter", options);
        Dialects.AssertJson("""{"order":["Anthropic"],"allow_fallbacks":false}""", body.GetProperty("provider"));
        Dialects.AssertJson("""["a/b","c/d"]""", body.GetProperty("models"));
    }

    [Fact]
    public void FieldOfTheDialect_IsNotWrittenTwice()
    {
        ChatOptions options = new()
        {
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
            AdditionalProperties = new() { ["thinking"] = 1, ["top_k"] = 2 }
        };
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, options);
        Dialects.AssertJson("""{"type":"enabled"}""", Dialects.Write("DeepSeek", call).GetProperty("thinking"));
        Assert.Contains("AdditionalProperties[\"thinking\"] was not sent", Assert.Single(call.Notes.All), StringComparison.Ordinal);
        Assert.Equal(2, Dialects.Write("DeepSeek", options).GetProperty("top_k").GetInt32());
    }

    [Theory]
    [InlineData("OpenAI", "json_schema")]
    [InlineData("Perplexity", "json_schema")]
    [InlineData("DeepSeek", null)]
    public void Schema_IsSentOrRefused(string type, string? format)
    {
        ChatOptions options = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "answer") };
        if (format is null)
        {
            ProviderException exception = Assert.Throws<ProviderException>(() => Dialects.Write(type, options));
            Assert.Equal(FailureKind.Unsupported, exception.Kind);
            Assert.Contains("ChatResponseFormat.Json", exception.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(format, Dialects.Write(type, options).GetProperty("response_format").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("DeepSeek", """{"type":"json_object"}""")]
    [InlineData("LMStudio", """{"type":"json_schema","json_schema":{"name":"json_schema","schema":{"type":"object"}}}""")]
    [InlineData("Perplexity", """{"type":"json_schema","json_schema":{"name":"json_schema","schema":{"type":"object"}}}""")]
    public void JsonWithoutSchema_IsASchemaOfAnyObjectWhereThereIsNoOther(string type, string expected) =>
        Dialects.AssertJson(expected,
            Dialects.Write(type, new ChatOptions { ResponseFormat = ChatResponseFormat.Json }).GetProperty("response_format"));

    [Theory]
    [InlineData("Portkey", "x-portkey-api-key", false)]
    [InlineData("AzureOpenAI", "api-key", false)]
    [InlineData("AzureOpenAI", "Authorization", true)]
    [InlineData("OpenAI", "Authorization", false)]
    [InlineData("Groq", "Authorization", false)]
    public void Key_GoesInTheServicesHeader(string type, string header, bool isToken)
    {
        using HttpRequestMessage request = new();
        Dialects.Adapter(type).WriteHeaders(request.Headers, new ProviderCredential("secret", isToken));
        KeyValuePair<string, IEnumerable<string>> written = Assert.Single(request.Headers);
        Assert.Equal(header, written.Key);
        Assert.Equal(header == "Authorization" ? "Bearer secret" : "secret", Assert.Single(written.Value));
    }

    [Theory]
    [InlineData("DeepSeek", "image/png", "Images")]
    [InlineData("Cerebras", "image/png", "Images")]
    [InlineData("Groq", "audio/wav", "Audio")]
    [InlineData("XAI", "application/pdf", "Files")]
    public void Media_AreRefusedWhereTheServiceTakesNone(string type, string mediaType, string named)
    {
        ChatMessage message = new(ChatRole.User, [new TextContent("see"), new DataContent(new byte[] { 1 }, mediaType)]);
        ProviderException exception = Assert.Throws<ProviderException>(() => Dialects.Write(type, null, message));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.StartsWith(named + " cannot be sent", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AuthorsName_IsLeftOutWhereItIsRefused()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi") { AuthorName = "Al" }]);
        Assert.False(Dialects.Write("Groq", call).GetProperty("messages")[0].TryGetProperty("name", out _));
        Assert.Equal("AuthorName was not sent: Groq has no such option.", Assert.Single(call.Notes.All));
    }

    [Fact]
    public void PiecesOfToolCallsInAHistory_AreNoInput()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi"),
            new(ChatRole.Assistant, [new TextContent("x"), new ToolCallDeltaContent("c", "n", "{")])]);
        Dialects.AssertJson("""{"role":"assistant","content":"x"}""", Dialects.Write("OpenAI", call).GetProperty("messages")[1]);
        Assert.False(call.HasNotes);
    }

    [Fact]
    public void OpenRouter_TakesVideos()
    {
        JsonElement content = Dialects.Write(
            "OpenRouter",
            null,
            new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1, 2, 3 }, "video/mp4"), new UriContent("https://example.com/a.mp4", "video/mp4")]))
            .GetProperty("messages")[0].GetProperty("content");
        Dialects.AssertJson(
            """
            [{"type":"video_url","video_url":{"url":"data:video/mp4;base64,AQID"}},{"type":"video_url","video_url":{"url":"https://example.com/a.mp4"}}]
            """,
            content);
        Assert.Equal(
            FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => Dialects.Write("Groq", null, new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a.mp4", "video/mp4")]))).Kind);
    }

    [Fact]
    public void DeepSeek_ThinkingThatIsGivenWinsOverTheRuleOfForcedTools()
    {
        ChatOptions options = new() { Tools = [Dialects.Weather], ToolMode = ChatToolMode.RequireAny, AdditionalProperties = new() { ["thinking"] = JsonElement.Parse("""{"type":"enabled"}""") } };
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, options);
        Assert.Equal("""{"type":"enabled"}""", Dialects.Write("DeepSeek", call).GetProperty("thinking").GetRawText());
        Assert.Empty(call.Notes.All);

        options.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None };
        Assert.Equal("""{"type":"disabled"}""", Dialects.Write("DeepSeek", call).GetProperty("thinking").GetRawText());
        Assert.Contains(call.Notes.All, static note => note.Contains("thinking", StringComparison.Ordinal));
    }

    [Fact]
    public void Groq_CountsRequestsByTheDay()
    {
        using HttpResponseMessage response = new();
        response.Headers.TryAddWithoutValidation("x-ratelimit-limit-requests", "14400");
        response.Headers.TryAddWithoutValidation("x-ratelimit-limit-tokens", "18000");
        RateLimits limits = RateLimitHeaders.Read(response.Headers, TimeProvider.System, Dialects.Adapter("Groq").RequestLimitPeriod)!;
        Assert.Equal([(RateLimitSubject.Requests, QuotaPeriod.Day), (RateLimitSubject.Tokens, null)],
            limits.All.Select(static limit => (limit.Subject, limit.Period)));
        Assert.Null(Dialects.Adapter("OpenAI").RequestLimitPeriod);
    }
}
