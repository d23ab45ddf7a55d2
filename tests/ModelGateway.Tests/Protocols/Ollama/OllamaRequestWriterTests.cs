using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Keys;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.Ollama.OllamaBodies;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaRequestWriterTests
{
    private static readonly AIFunctionDeclaration Weather = AIFunctionFactory.CreateDeclaration(
        "weather", "The weather.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    [Fact]
    public void Address_AndTheKey()
    {
        HttpProviderDefinition type = ProviderTypes.Find("ollama")!;
        Assert.Equal("http://localhost:11434/api/chat", new Uri(type.DefaultEndpoint!, OllamaProtocol.Instance.GetPath(ProtocolHarness.Call([Hi]))).AbsoluteUri);
        using HttpRequestMessage request = new();
        OllamaProtocol.Instance.WriteHeaders(request.Headers, default);
        Assert.Null(request.Headers.Authorization);
        OllamaProtocol.Instance.WriteHeaders(request.Headers, new ProviderCredential("k"));
        Assert.Equal(new AuthenticationHeaderValue("Bearer", "k"), request.Headers.Authorization);
        Assert.Equal("ollama", OllamaProtocol.Instance.TelemetryName);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("http://localhost:11434/", false)]
    [InlineData("http://10.0.0.7:11434/", false)]
    [InlineData("http://ollama.com/", false)]
    [InlineData("https://ollama.com.evil.example/", false)]
    [InlineData("https://ollama.com/", true)]
    public void UsualKey_GoesToTheVendorsCloudAlone(string? endpoint, bool sent)
    {
        ProviderOptions options = new() { Endpoint = endpoint is null ? null : new Uri(endpoint) };
        ProviderKey? key = OllamaProvider.Definition.FindUsualKey(options, static name => name == "OLLAMA_API_KEY" ? "secret" : null);
        Assert.Equal(sent, key is not null);
    }

    [Fact]
    public void Messages_AndInstructions() => AssertJson(
        """
        {"model":"qwen3:4b","messages":[{"role":"system","content":"first"},{"role":"system","content":"second"},{"role":"system","content":"third"},
         {"role":"user","content":"häl\"lo 😀"},{"role":"assistant","content":"ab"},{"role":"user","content":""}],"stream":false}
        """,
        Write(
            [
                new(ChatRole.System, "second"), new(new ChatRole("developer"), "third"), new(ChatRole.User, "häl\"lo 😀"),
                new(ChatRole.Assistant, [new TextContent("a"), new TextContent("b")]), new(ChatRole.User, []),
            ],
            new() { Instructions = "first" }));

    [Fact]
    public void Stream_IsAskedFor() =>
        Assert.True(WriteNoted([Hi], streaming: true).Body.GetProperty("stream").GetBoolean());

    [Fact]
    public void Options_AreWritten()
    {
        JsonElement body = Write([Hi], new()
        {
            Temperature = 0.5f,
            TopP = 0.25f,
            TopK = 3,
            MaxOutputTokens = 7,
            StopSequences = ["x", "y"],
            Seed = 42,
            PresencePenalty = 1.5f,
            FrequencyPenalty = -1,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "n"),
            AdditionalProperties = new()
            {
                ["num_ctx"] = 8192,
                ["mirostat"] = 2,
                ["keep_alive"] = TimeSpan.FromMinutes(5),
                ["truncate"] = false,
                ["options"] = new JsonObject { ["repeat_penalty"] = 1.5, ["num_thread"] = 4 },
                ["modelgateway.anything"] = "never",
                ["strict"] = true,
            },
        });
        AssertJson(
            """
            {"num_predict":7,"temperature":0.5,"top_p":0.25,"presence_penalty":1.5,"frequency_penalty":-1,"top_k":3,"seed":42,"stop":["x","y"],
             "num_ctx":8192,"mirostat":2,"repeat_penalty":1.5,"num_thread":4}
            """,
            body.GetProperty("options"));
        AssertJson("""{"type":"object"}""", body.GetProperty("format"));
        Assert.Equal(300, body.GetProperty("keep_alive").GetInt32());
        Assert.False(body.GetProperty("truncate").GetBoolean());
        Assert.Equal(7, body.EnumerateObject().Count());
    }

    [Fact]
    public void WithoutOptions_NoneAreWritten()
    {
        AssertJson("""{"model":"qwen3:4b","messages":[{"role":"user","content":"hi"}],"stream":false}""", Write([Hi], new()));
        Assert.Equal("json", Write([Hi], new() { ResponseFormat = ChatResponseFormat.Json }).GetProperty("format").GetString());
        Assert.False(Write([Hi], new() { ResponseFormat = ChatResponseFormat.Text }).TryGetProperty("format", out _));
        Assert.Equal("10m", Write([Hi], new() { AdditionalProperties = new() { ["keep_alive"] = "10m" } }).GetProperty("keep_alive")
            .GetString());
        Assert.Equal(-1, Write([Hi], new() { AdditionalProperties = new() { ["keep_alive"] = Timeout.InfiniteTimeSpan } })
            .GetProperty("keep_alive").GetInt32());
    }

    [Fact]
    public void Extras_AreNeverWrittenTwice()
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([Hi], new()
        {
            Temperature = 1,
            Reasoning = new() { Effort = ReasoningEffort.None },
            AdditionalProperties = new()
            {
                ["temperature"] = 0,
                ["num_ctx"] = 1,
                ["options"] = JsonElement.Parse("""{"num_ctx":2,"temperature":3,"min_p":0.5}"""),
                ["think"] = true,
                ["model"] = "other",
            },
        });
        AssertJson("""{"temperature":1,"num_ctx":1,"min_p":0.5}""", body.GetProperty("options"));
        Assert.False(body.GetProperty("think").GetBoolean());
        Assert.Equal("qwen3:4b", body.GetProperty("model").GetString());
        Assert.Equal(5, notes.Count);
        Assert.Contains("no JSON object", Assert.Single(WriteNoted([Hi], new() { AdditionalProperties = new() { ["options"] = 3 } }).Notes),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qwen3:4b", ReasoningEffort.None, "false", 0)]
    [InlineData("qwen3:4b", ReasoningEffort.High, "true", 1)]
    [InlineData("gpt-oss:20b", ReasoningEffort.Low, "\"low\"", 0)]
    [InlineData("gpt-oss:20b", ReasoningEffort.Medium, "\"medium\"", 0)]
    [InlineData("library/gpt-oss", ReasoningEffort.High, "\"high\"", 0)]
    [InlineData("gpt-oss:120b-cloud", ReasoningEffort.ExtraHigh, "\"high\"", 1)]
    [InlineData("gpt-oss:120b-cloud", ReasoningEffort.None, "\"low\"", 1)]
    public void Thinking_IsASwitchOrALevel(string model, ReasoningEffort effort, string expected, int noted)
    {
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([Hi], new() { Reasoning = new() { Effort = effort } }, model);
        Assert.Equal(expected, body.GetProperty("think").GetRawText());
        Assert.Equal(noted, notes.Count);
    }

    [Fact]
    public void Tools_AreWrittenUnlessNoneIsToBeCalled()
    {
        AssertJson(
            """
            [{"type":"function","function":{"name":"weather","description":"The weather.","parameters":
             {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]
            """,
            Write([Hi], new() { Tools = [Weather], ToolMode = ChatToolMode.Auto }).GetProperty("tools"));
        (JsonElement body, IReadOnlyList<string> notes) = WriteNoted([Hi], new() { Tools = [Weather], ToolMode = ChatToolMode.None });
        Assert.False(body.TryGetProperty("tools", out _));
        Assert.Contains("left out", Assert.Single(notes), StringComparison.Ordinal);
        AssertUnsupported([Hi], new() { Tools = [Weather], ToolMode = ChatToolMode.RequireAny });
        AssertUnsupported([Hi], new() { Tools = [Weather], ToolMode = ChatToolMode.RequireSpecific("weather") });
        AssertUnsupported([Hi], new() { Tools = [new HostedWebSearchTool()] });
    }

    [Fact]
    public void WhatHasNoField_IsNoted()
    {
        ChatOptions options = new()
        {
            AllowMultipleToolCalls = false,
            Tools = [Weather],
            RawRepresentationFactory = static _ => null,
            Reasoning = new() { Output = ReasoningOutput.None },
        };
        (_, IReadOnlyList<string> notes) = WriteNoted([new(ChatRole.User, "a") { AuthorName = "Ann" }], options);
        Assert.Equal(4, notes.Count);
    }

    [Fact]
    public void Requests_ThatNeedStateOrAFetchAreRefused()
    {
        AssertUnsupported([Hi], new() { ConversationId = "c" });
        AssertUnsupported([new(ChatRole.User, [new UriContent(new Uri("https://h/x.png"), "image/png")])]);
        AssertUnsupported([new(ChatRole.User, [new HostedFileContent("f")])]);
        AssertUnsupported([new(ChatRole.User, [new HostedVectorStoreContent("v")])]);
        AssertUnsupported([new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")])]);
        AssertUnsupported([new(new ChatRole("critic"), "x")]);
    }

    [Fact]
    public void Images_AreBase64BesideTheText() => AssertJson(
        """[{"role":"user","content":"what is this?","images":["AQID","BA=="]}]""",
        Write([new(ChatRole.User,
            [
                new TextContent("what is "), new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
                new TextContent("this?"), new DataContent(new byte[] { 4 }, "image/jpeg"),
            ])]).GetProperty("messages"));

    private static void AssertUnsupported(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<ProviderException>(() => Write(messages, options)).Kind);
}
