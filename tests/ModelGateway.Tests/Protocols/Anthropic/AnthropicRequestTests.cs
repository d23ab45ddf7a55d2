using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicRequestTests
{
    private const string Tuned = "claude-sonnet-4-5";
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Fact]
    public void Headers_AndPath()
    {
        using HttpRequestMessage message = new();
        HttpRequestHeaders headers = message.Headers;
        AnthropicProtocol.Instance.WriteHeaders(headers, new ProviderCredential("key"));
        Assert.Equal("key", headers.GetValues("x-api-key").Single());
        Assert.Equal("2023-06-01", headers.GetValues("anthropic-version").Single());
        Assert.False(headers.Contains("anthropic-beta"));
        Assert.Equal("https://api.anthropic.com/v1/messages", new Uri(ProviderTypes.Find("Anthropic")!.DefaultEndpoint!, AnthropicProtocol.Instance.GetPath(ProtocolHarness.Call([Hi]))).AbsoluteUri);
    }

    [Fact]
    public void Least_IsModelLimitAndMessages()
    {
        ChatCall call = ProtocolHarness.Call([Hi]);
        AssertJson("""{"model":"test-model","max_tokens":8192,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}""", call);
        Assert.Equal("MaxOutputTokens was not set: 8192 was sent, as Anthropic requires a limit.", Assert.Single(call.Notes.All));
    }

    [Fact]
    public void Options_AreSentWhereTheProtocolHasThemAndNamedWhereNot()
    {
        ChatOptions options = new()
        {
            MaxOutputTokens = 5,
            Temperature = 0.7f,
            TopK = 3,
            StopSequences = ["a", "b"],
            Seed = 1,
            FrequencyPenalty = 0.5f,
            PresencePenalty = 0.5f,
            RawRepresentationFactory = static _ => null,
        };
        ChatCall call = ProtocolHarness.Call([Hi], options, streaming: true, modelId: Tuned);
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.True(json.GetProperty("stream").GetBoolean());
        Assert.Equal("0.7", json.GetProperty("temperature").GetRawText());
        Assert.Equal(3, json.GetProperty("top_k").GetInt32());
        Assert.Equal("""["a","b"]""", json.GetProperty("stop_sequences").GetRawText());
        Assert.Equal(5, json.GetProperty("max_tokens").GetInt32());
        Assert.Equal(4, call.Notes.All.Count);
        Assert.Contains("Seed was not sent: Anthropic has no such option.", call.Notes.All);
        Assert.Contains(call.Notes.All, static note => note.StartsWith("RawRepresentationFactory", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Tuned, 1.5f, null, "1", null)]
    [InlineData(Tuned, 1f, 0.5f, "1", null)]
    [InlineData(Tuned, null, 0.5f, null, "0.5")]
    [InlineData("claude-3-7-sonnet-20250219", 0.5f, 0.5f, "0.5", "0.5")]
    [InlineData("claude-opus-4-7", 0.5f, 0.5f, null, null)]
    [InlineData("claude-sonnet-5", 0.5f, 0.5f, null, null)]
    public void Sampling_FollowsTheModel(string model, float? temperature, float? topP, string? sentTemperature, string? sentTopP)
    {
        ChatCall call = ProtocolHarness.Call([Hi], new() { MaxOutputTokens = 9, Temperature = temperature, TopP = topP }, modelId: model);
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal(sentTemperature, json.TryGetProperty("temperature", out JsonElement value) ? value.GetRawText() : null);
        Assert.Equal(sentTopP, json.TryGetProperty("top_p", out value) ? value.GetRawText() : null);
        bool isAsAsked = sentTopP is null == topP is null && (temperature is null || sentTemperature is not null && temperature <= 1);
        Assert.Equal(isAsAsked, call.Notes.All.Count == 0);
    }

    [Theory]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.Low, """{"type":"adaptive"}""", """{"effort":"low"}""")]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.ExtraHigh, """{"type":"adaptive"}""", """{"effort":"max"}""")]
    [InlineData("claude-opus-4-7", ReasoningEffort.ExtraHigh, """{"type":"adaptive"}""", """{"effort":"xhigh"}""")]
    [InlineData("claude-next", ReasoningEffort.High, """{"type":"adaptive"}""", """{"effort":"high"}""")]
    [InlineData("claude-haiku-4-5-20251001", ReasoningEffort.Low, """{"type":"enabled","budget_tokens":2048}""", null)]
    [InlineData("claude-sonnet-4-20250514", ReasoningEffort.ExtraHigh, """{"type":"enabled","budget_tokens":24576}""", null)]
    [InlineData("deepseek-chat", ReasoningEffort.Medium, """{"type":"enabled","budget_tokens":8192}""", null)]
    [InlineData("claude-sonnet-4-6", ReasoningEffort.None, """{"type":"disabled"}""", null)]
    [InlineData("claude-3-5-haiku-20241022", ReasoningEffort.High, null, null)]
    public void Reasoning_FollowsTheModel(string model, ReasoningEffort effort, string? thinking, string? config)
    {
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance,
            ProtocolHarness.Call([Hi], new() { Reasoning = new() { Effort = effort } }, modelId: model));
        Assert.Equal(thinking, json.TryGetProperty("thinking", out JsonElement value) ? value.GetRawText() : null);
        Assert.Equal(config, json.TryGetProperty("output_config", out value) ? value.GetRawText() : null);
        Assert.Equal(thinking is null || effort == ReasoningEffort.None ? 8192 : 32_000, json.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(ReasoningOutput.None, ReasoningEffort.High, "omitted")]
    [InlineData(ReasoningOutput.Summary, null, "summarized")]
    [InlineData(ReasoningOutput.Full, ReasoningEffort.High, "summarized")]
    public void ReasoningOutput_IsTheDisplay(ReasoningOutput output, ReasoningEffort? effort, string display)
    {
        ChatCall call = ProtocolHarness.Call([Hi], new() { MaxOutputTokens = 9, Reasoning = new() { Effort = effort, Output = output } },
            modelId: "claude-opus-4-8");
        Assert.Equal(display,
            ProtocolHarness.Write(AnthropicProtocol.Instance, call).GetProperty("thinking").GetProperty("display").GetString());
        Assert.Equal(output == ReasoningOutput.Full ? 1 : 0, call.Notes.All.Count);
    }

    [Fact]
    public void Thinking_ExcludesTemperatureAndForcedCallsWhichIsNamed()
    {
        ChatOptions options = new()
        {
            MaxOutputTokens = 9000,
            Temperature = 0.2f,
            TopK = 4,
            TopP = 0.5f,
            Reasoning = new() { Effort = ReasoningEffort.High },
        };
        ChatCall call = ProtocolHarness.Call([Hi], options, modelId: "claude-3-7-sonnet-latest");
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.False(json.TryGetProperty("temperature", out _) || json.TryGetProperty("top_k", out _)
            || json.TryGetProperty("top_p", out _));
        Assert.Equal(4500, json.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.Equal(4, call.Notes.All.Count);

        options = new()
        {
            MaxOutputTokens = 9,
            ToolMode = ChatToolMode.RequireAny,
            Tools = [Tool()],
            Reasoning = new() { Effort = ReasoningEffort.High }
        };
        call = ProtocolHarness.Call([Hi], options, modelId: "claude-opus-4-6");
        json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.False(json.TryGetProperty("thinking", out _));
        Assert.Equal("high", json.GetProperty("output_config").GetProperty("effort").GetString());
        Assert.StartsWith("Thinking was not sent", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void ThinkingBudget_IsNotSentIntoAToolLoopThatBeganWithoutThinking()
    {
        ChatMessage[] loop =
        [
            Hi, new(ChatRole.Assistant, [new FunctionCallContent("c", "f")]), new(ChatRole.Tool, [new FunctionResultContent("c", "r")]),
        ];
        ChatOptions options = new() { MaxOutputTokens = 9000, Reasoning = new() { Effort = ReasoningEffort.Low } };
        ChatCall call = ProtocolHarness.Call(loop, options, modelId: Tuned);
        Assert.False(ProtocolHarness.Write(AnthropicProtocol.Instance, call).TryGetProperty("thinking", out _));
        Assert.Single(call.Notes.All);

        call = ProtocolHarness.Call([.. loop, new(ChatRole.Assistant, "done"), Hi], options, modelId: Tuned);
        Assert.True(ProtocolHarness.Write(AnthropicProtocol.Instance, call).TryGetProperty("thinking", out _));
    }

    [Fact]
    public void ResponseSchema_IsClosedAndItsRangesAreTold()
    {
        JsonElement schema = JsonElement.Parse("""{"type":"object","properties":{"minimum":{"type":"integer","minimum":1,"maximum":5,"description":"d"},"o":{"type":["object","null"],"properties":{}}}}""");
        ChatResponseFormat format = ChatResponseFormat.ForJsonSchema(schema);
        ChatCall call = ProtocolHarness.Call([Hi],
            new() { MaxOutputTokens = 9, ResponseFormat = format, AdditionalProperties = new() { ["strict"] = true } });
        JsonElement json = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        AssertJson(
            """{"format":{"type":"json_schema","schema":{"type":"object","properties":{"minimum":{"type":"integer","description":"d {minimum: 1, maximum: 5}"},"o":{"type":["object","null"],"properties":{},"additionalProperties":false}},"additionalProperties":false}}}""",
            json.GetProperty("output_config"));
        Assert.False(json.TryGetProperty("strict", out _));
        Assert.Single(call.Notes.All);

        call = ProtocolHarness.Call([Hi], new() { MaxOutputTokens = 9, ResponseFormat = ChatResponseFormat.Json });
        Assert.False(ProtocolHarness.Write(AnthropicProtocol.Instance, call).TryGetProperty("output_config", out _));
        Assert.Single(call.Notes.All);
    }

    [Fact]
    public void ExtraFields_AreWrittenUnlessTheRequestHasThem()
    {
        ChatOptions options = new()
        {
            MaxOutputTokens = 9,
            StopSequences = ["x"],
            AdditionalProperties = new()
            {
                ["modelgateway.hint"] = "private",
                ["service_tier"] = "auto",
                ["model"] = "other",
                ["stop_sequences"] = "twice",
                ["cache_control"] = "1h",
                ["metadata"] = new Dictionary<string, object?> { ["user_id"] = "u" },
                ["odd"] = new Uri("https://x.example"),
                ["n"] = 1.5,
            },
        };
        ChatCall call = ProtocolHarness.Call([Hi], options);
        AssertJson(
            """{"model":"test-model","max_tokens":9,"stop_sequences":["x"],"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],"service_tier":"auto","cache_control":{"type":"ephemeral","ttl":"1h"},"metadata":{"user_id":"u"},"n":1.5}""",
            call);
        Assert.Equal(3, call.Notes.All.Count);
    }

    [Fact]
    public void StatefulOptions_AreRefused()
    {
        AssertUnsupported(ProtocolHarness.Call([Hi], new() { ConversationId = "c" }));
    }

    internal static AIFunctionDeclaration Tool(string name = "f", string schema = """{"type":"object","properties":{"x":{"type":"integer","minimum":0}}}""") =>
        AIFunctionFactory.CreateDeclaration(name, "does", JsonElement.Parse(schema));

    internal static void AssertUnsupported(ChatCall call) => Assert.Equal(
        FailureKind.Unsupported,
        Assert.Throws<ProviderException>(() => ProtocolHarness.Write(AnthropicProtocol.Instance, call)).Kind);

    internal static void AssertJson(string expected, ChatCall call) =>
        AssertJson(expected, ProtocolHarness.Write(AnthropicProtocol.Instance, call));

    internal static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
