using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class VertexAIProtocolTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Theory]
    [InlineData("europe-west4", "https://europe-west4-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west4/publishers/google/")]
    [InlineData("global", "https://aiplatform.googleapis.com/v1/projects/my-project/locations/global/publishers/google/")]
    [InlineData("eu", "https://aiplatform.eu.rep.googleapis.com/v1/projects/my-project/locations/eu/publishers/google/")]
    public void Address_FollowsFromProjectAndRegion(string region, string expected)
    {
        HttpProviderDefinition type = ProviderTypes.Find("VertexAI")!;
        ProviderOptions options = new() { Project = "my-project", Region = region };
        Uri endpoint = type.Endpoint(options)!;
        Assert.Equal(expected, endpoint.AbsoluteUri);
        Assert.Equal(expected + "models/gemini-3-pro:generateContent", new Uri(endpoint, Path("gemini-3-pro", stream: false)).AbsoluteUri);
        Assert.Equal(expected + "models/gemini-3-pro:streamGenerateContent?alt=sse",
            new Uri(endpoint, Path("models/gemini-3-pro", stream: true)).AbsoluteUri);
        Assert.Equal(
            expected.Replace("publishers/google/", "endpoints/42:generateContent", StringComparison.Ordinal),
            new Uri(endpoint, Path("endpoints/42", stream: false)).AbsoluteUri);
        options.Endpoint = new Uri("https://proxy/v1/");
        Assert.Equal("https://proxy/v1/", type.Endpoint(options)!.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, null, "Project is missing", "Region is missing")]
    [InlineData("my-project", null, "Region is missing", null)]
    [InlineData(null, "global", "Project is missing", null)]
    [InlineData("my-project", "evil.example/", "Region is 'evil.example/'", null)]
    [InlineData("a/../b", "global", "Project is 'a/../b'", null)]
    [InlineData("example.com:old-project", "us-central1", null, null)]
    public void MissingSettings_AreNamed(string? project, string? region, string? first, string? second)
    {
        HttpProviderDefinition type = ProviderTypes.Find("VertexAI")!;
        ProviderOptions options = new() { Project = project, Region = region };
        string[] faults = [.. type.Validate!(options)];
        string?[] expected = [.. new[] { first, second }.Where(static fault => fault is not null)];
        Assert.Equal(expected.Length, faults.Length);
        Assert.All(faults.Zip(expected), static pair => Assert.StartsWith(pair.Second!, pair.First, StringComparison.Ordinal));
        Assert.Equal(expected.Length == 0, type.Endpoint(options) is not null);
        options.Endpoint = new Uri("https://proxy/");
        Assert.Empty(type.Validate!(options));
    }

    [Fact]
    public void Tokens_AreBearersAndKeysAreGooglesKeys()
    {
        using HttpRequestMessage request = new();
        VertexAIProtocol.Instance.WriteHeaders(request.Headers, new ProviderCredential("token", isToken: true));
        Assert.Equal("Bearer token", request.Headers.Authorization!.ToString());
        Assert.False(request.Headers.Contains("x-goog-api-key"));
        using HttpRequestMessage express = new();
        VertexAIProtocol.Instance.WriteHeaders(express.Headers, new ProviderCredential("AIzaKey"));
        Assert.Equal("AIzaKey", Assert.Single(express.Headers.GetValues("x-goog-api-key")));
        Assert.Null(express.Headers.Authorization);
        using HttpRequestMessage given = new();
        VertexAIProtocol.Instance.WriteHeaders(given.Headers, new ProviderCredential("ya29.token"));
        Assert.Equal("Bearer ya29.token", given.Headers.Authorization!.ToString());
        Assert.Equal("gcp.vertex_ai", VertexAIProtocol.Instance.TelemetryName);
        Assert.Empty(ProviderTypes.Find("VertexAI")!.KeyVariables);
    }

    [Fact]
    public void CallsAndResults_HaveNoIdsAndStayInOrder()
    {
        JsonElement body = Write(
        [
            Hi,
            new(ChatRole.Assistant, [new FunctionCallContent("a", "f", null),
                new FunctionCallContent("b", "f", new Dictionary<string, object?> { ["x"] = 1 })]),
            new(ChatRole.Tool, [new FunctionResultContent("b", "second"), new FunctionResultContent("a", "first")]),
        ]).Body;
        AssertJson(
            """
            [{"role":"user","parts":[{"text":"hi"}]},
             {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"f","args":{"x":1}}}]},
             {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":"first"}}},{"functionResponse":{"name":"f","response":{"result":"second"}}}]}]
            """,
            body.GetProperty("contents"));
    }

    [Fact]
    public void Labels_AreSentAndWhatItLacksIsNoted()
    {
        (JsonElement body, IReadOnlyList<string> notes) = Write([Hi], new()
        {
            AdditionalProperties = new()
            {
                ["labels"] = new Dictionary<string, object?> { ["team"] = "search" },
                ["serviceTier"] = "flex",
                ["audioTimestamp"] = true,
            },
        });
        AssertJson("""{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"generationConfig":{"audioTimestamp":true},"labels":{"team":"search"}}""", body);
        Assert.Contains("X-Vertex-AI-LLM-Shared-Request-Type", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreAddressesOfKnownTypes()
    {
        AssertJson(
            """[{"fileData":{"mimeType":"application/pdf","fileUri":"gs://bucket/a.pdf"}},{"fileData":{"mimeType":"video/mp4","fileUri":"gs://bucket/v.mp4"}}]""",
            Write([new(ChatRole.User, [new HostedFileContent("gs://bucket/a.pdf") { MediaType = "application/pdf" },
                new UriContent("gs://bucket/v.mp4", "video/mp4")])])
                .Body.GetProperty("contents")[0].GetProperty("parts"));
        AssertUnsupported([new(ChatRole.User, [new HostedFileContent("files/abc")])]);
        AssertUnsupported([new(ChatRole.User, [new UriContent("https://h/i", "image/*")])]);
        AssertUnsupported([Hi], new() { Tools = [new HostedFileSearchTool { Inputs = [new HostedVectorStoreContent("s")] }] });
    }

    [Fact]
    public void Signatures_OfTheOtherServiceAreForeign()
    {
        TextReasoningContent thought = new("hm") { ProtectedData = "c2ln" };
        ContentOrigin.Set(thought, "gemini");
        FunctionCallContent call = new("a", "f", null);
        ContentOrigin.SetSignature(call, "gemini", "c2ln");
        (JsonElement body, IReadOnlyList<string> notes) =
            Write([Hi, new(ChatRole.Assistant, [thought, call]), new(ChatRole.Tool, [new FunctionResultContent("a", "r")])]);
        Assert.DoesNotContain("c2ln", body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(CallNotes.ForeignReasoning, notes);
    }

    [Fact]
    public async Task Answers_AreReadAsGeminisAndGoBackWithTheirSignatures()
    {
        const string Event = """
            data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"c2ln"}]},"finishReason":"STOP"}],
            data: "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"trafficType":"ON_DEMAND"},"modelVersion":"gemini-3-pro","createTime":"2026-07-01T12:00:00.123456Z","responseId":"r1"}


            """;
        ChatResponse response = (await ProtocolHarness.ReadStreamAsync(
            VertexAIProtocol.Instance, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Event)))).ToChatResponse();
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(5, response.Usage!.TotalTokenCount);
        string callId = response.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId;
        JsonElement body = Write([Hi, .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent(callId, "r")])]).Body;
        Assert.Equal("c2ln", body.GetProperty("contents")[1].GetProperty("parts")[0].GetProperty("thoughtSignature").GetString());
    }

    private static string Path(string model, bool stream) =>
        VertexAIProtocol.Instance.GetPath(ProtocolHarness.Call([], streaming: stream, modelId: model));

    private static (JsonElement Body, IReadOnlyList<string> Notes) Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        ChatCall call = ProtocolHarness.Call(messages, options, modelId: "gemini-2.5-pro");
        return (ProtocolHarness.Write(VertexAIProtocol.Instance, call), call.Notes.All);
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");

    private static void AssertUnsupported(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<ProviderException>(() => Write(messages, options)).Kind);
}
