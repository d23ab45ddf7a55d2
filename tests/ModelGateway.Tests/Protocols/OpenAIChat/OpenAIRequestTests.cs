using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

public sealed class OpenAIRequestTests
{
    private static readonly ChatMessage[] Hi = [new(ChatRole.User, "hi")];
    private static readonly JsonElement Schema =
        JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string","minLength":1}},"required":["city"]}""");

    [Fact]
    public void BareRequest_HoldsModelAndMessagesAlone() =>
        AssertBody("""{"model":"test-model","messages":[{"role":"user","content":"hi"}]}""", Hi);

    [Fact]
    public void Streaming_AsksForUsageAndNoObfuscation() =>
        AssertBody(
            """
            {"model":"test-model","messages":[{"role":"user","content":"hi"}],"stream":true,
             "stream_options":{"include_usage":true,"include_obfuscation":false}}
            """,
            ProtocolHarness.Call(Hi, streaming: true));

    [Fact]
    public void Options_AreWrittenUnderOpenAIsNames() =>
        AssertBody(
            """
            {"model":"test-model","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],
             "max_completion_tokens":77,"temperature":0.7,"top_p":0.9,"frequency_penalty":0.1,"presence_penalty":-0.2,"seed":42,
             "stop":["END","\n"],"reasoning_effort":"high"}
            """,
            Hi,
            new()
            {
                Instructions = "Be brief.",
                MaxOutputTokens = 77,
                Temperature = 0.7f,
                TopP = 0.9f,
                FrequencyPenalty = 0.1f,
                PresencePenalty = -0.2f,
                Seed = 42,
                StopSequences = ["END", "\n"],
                Reasoning = new() { Effort = ReasoningEffort.High },
                ModelId = "a-route",
                ResponseFormat = ChatResponseFormat.Text,
            });

    [Theory]
    [InlineData(ReasoningEffort.None, "none")]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.High, "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public void Effort_HasOpenAIsName(ReasoningEffort effort, string expected) =>
        Assert.Equal(expected, Write(Hi, new() { Reasoning = new() { Effort = effort } }).GetProperty("reasoning_effort").GetString());

    [Fact]
    public void WhatCannotBeSent_IsNoted()
    {
        ChatCall call = ProtocolHarness.Call(Hi, new()
        {
            TopK = 5,
            Reasoning = new() { Output = ReasoningOutput.Full },
            RawRepresentationFactory = static _ => null,
            ToolMode = ChatToolMode.RequireAny,
        });
        AssertBody("""{"model":"test-model","messages":[{"role":"user","content":"hi"}]}""", call);
        Assert.Equal(4, call.Notes.All.Count);
        Assert.Contains(call.Notes.All, static note => note.StartsWith("TopK was not sent", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.StartsWith("Reasoning.Output was not sent", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.StartsWith("RawRepresentationFactory was not used", StringComparison.Ordinal));
        Assert.Contains(call.Notes.All, static note => note.StartsWith("ToolMode was not sent", StringComparison.Ordinal));
    }

    [Fact]
    public void StateOfTheProvider_IsRefused()
    {
        AssertUnsupported("ConversationId", Hi, new() { ConversationId = "c1" });
#pragma warning disable MEAI001
        AssertUnsupported("ContinuationToken", Hi, new() { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }) });
#pragma warning restore MEAI001
    }

    [Fact]
    public void ResponseFormats_AreWrittenTheSchemaAsGiven()
    {
        AssertField("""{"type":"json_object"}""", "response_format", new() { ResponseFormat = ChatResponseFormat.Json });
        ChatResponseFormat format = ChatResponseFormat.ForJsonSchema(Schema, "Answer`1", "An answer.");
        string expected = $$"""{"type":"json_schema","json_schema":{"name":"Answer_1","description":"An answer.","schema":{{Schema.GetRawText()}}""";
        AssertField(expected + "}}", "response_format", new() { ResponseFormat = format });
        AssertField(
            expected + ""","strict":true}}""", "response_format",
            new() { ResponseFormat = format, AdditionalProperties = new() { ["strict"] = true } });
        JsonElement unnamed = Write(Hi, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema) });
        Assert.Equal("json_schema", unnamed.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
    }

    [Fact]
    public void Tools_AreWrittenWithTheirSchemas()
    {
        AITool strict = AIFunctionFactory.Create(
            static (string city) => city, new AIFunctionFactoryOptions
            {
                Name = "strict_one",
                AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true }
            });
        JsonElement body = Write(Hi, new()
        {
            Tools = [AIFunctionFactory.CreateDeclaration("weather", "Tells the weather.", Schema), strict],
            AllowMultipleToolCalls = false,
        });
        AssertJson(
            $$$"""{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{{{Schema.GetRawText()}}}}}""",
            body.GetProperty("tools")[0]);
        Assert.True(body.GetProperty("tools")[1].GetProperty("function").GetProperty("strict").GetBoolean());
        Assert.False(body.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.False(body.TryGetProperty("tool_choice", out _));
    }

    public static TheoryData<ChatToolMode, string> ToolModes => new()
    {
        { ChatToolMode.Auto, "\"auto\"" },
        { ChatToolMode.None, "\"none\"" },
        { ChatToolMode.RequireAny, "\"required\"" },
        { ChatToolMode.RequireSpecific("weather"), """{"type":"function","function":{"name":"weather"}}""" },
    };

    [Theory]
    [MemberData(nameof(ToolModes))]
    public void ToolModes_AreWritten(ChatToolMode mode, string expected) =>
        AssertField(expected, "tool_choice",
            new() { Tools = [AIFunctionFactory.CreateDeclaration("weather", null, Schema)], ToolMode = mode });

    [Fact]
    public void HostedTools_AreWebSearchOrRefused()
    {
        AssertBody(
            """{"model":"test-model","messages":[{"role":"user","content":"hi"}],"web_search_options":{}}""",
            Hi, new() { Tools = [new HostedWebSearchTool()] });
        AssertUnsupported("HostedCodeInterpreterTool", Hi, new() { Tools = [new HostedCodeInterpreterTool()] });
    }

    [Fact]
    public void AdditionalProperties_AreFieldsOfTheBody()
    {
        ChatCall call = ProtocolHarness.Call(Hi, new()
        {
            Temperature = 1,
            MaxOutputTokens = 5,
            AdditionalProperties = new()
            {
                ["service_tier"] = "flex",
                ["store"] = false,
                ["top_logprobs"] = 2,
                ["metadata"] = new Dictionary<string, string> { ["a"] = "b" },
                ["node"] = JsonNode.Parse("[1,2]"),
                ["element"] = JsonElement.Parse("{\"x\":null}"),
                ["modelgateway.tag"] = "x",
                ["strict"] = true,
                ["temperature"] = 2,
                ["max_tokens"] = 100_000,
                ["n"] = 2,
                ["model"] = "other",
                ["nothing"] = null,
            },
        });
        AssertBody(
            """
            {"model":"test-model","messages":[{"role":"user","content":"hi"}],"max_completion_tokens":5,"temperature":1,"service_tier":"flex",
             "store":false,"top_logprobs":2,"metadata":{"a":"b"},"node":[1,2],"element":{"x":null},"n":2,"nothing":null}
            """,
            call);
        Assert.Equal(4, call.Notes.All.Count);
    }

    [Fact]
    public void ValuesThatJsonCannotHold_AreTheRequestsFault()
    {
        foreach (ChatOptions options in new ChatOptions[]
        {
            new() { Temperature = float.NaN },
            new() { AdditionalProperties = new() { ["x"] = double.PositiveInfinity } },
            new() { AdditionalProperties = new() { ["x"] = typeof(string) } },
        })
        {
            ProviderException exception = Assert.Throws<ProviderException>(() => Write(Hi, options));
            Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
        }
    }

    [Fact]
    public void CallersObjects_StayAsTheyAre()
    {
        ChatOptions options = new()
        {
            AdditionalProperties = new() { ["a"] = 1 },
            Tools = [AIFunctionFactory.CreateDeclaration("w", null, Schema)]
        };
        ChatMessage message = new(ChatRole.User,
            [new TextContent("x"), new DataContent(new byte[] { 1 }, "image/png")])
        { AuthorName = "Al Ice" };
        string before = JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions);
        Write([message], options);
        Assert.Equal(before, JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions));
        Assert.Single(options.AdditionalProperties);
    }

    internal static JsonElement Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        ProtocolHarness.Write(OpenAIChatProtocol.Instance, ProtocolHarness.Call(messages, options));

    internal static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");

    internal static void AssertUnsupported(string named, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        ProviderException exception = Assert.Throws<ProviderException>(() => Write(messages, options));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertBody(string expected, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        AssertJson(expected, Write(messages, options));

    private static void AssertBody(string expected, ChatCall call) =>
        AssertJson(expected, ProtocolHarness.Write(OpenAIChatProtocol.Instance, call));

    private static void AssertField(string expected, string field, ChatOptions options) =>
        AssertJson(expected, Write(Hi, options).GetProperty(field));
}
