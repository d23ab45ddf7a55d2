using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>Requests as bodies, and answers and streams as their readers see them.</summary>
internal static class ResponsesBodies
{
    public static readonly ResponsesProtocol Adapter = new("openai");
    public static readonly ChatMessage[] Hi = [new(ChatRole.User, "hi")];

    public static JsonElement Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string modelId = "gpt-4.1") =>
        ProtocolHarness.Write(Adapter, ProtocolHarness.Call(messages, options, modelId: modelId));

    /// <summary>The items that messages become.</summary>
    public static void AssertInput(string expected, params ChatMessage[] messages) =>
        AssertJson(expected, Write(messages).GetProperty("input"));

    public static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual.GetRawText())), actual.GetRawText());

    /// <summary>What was noted while a request was written.</summary>
    public static IReadOnlyList<string> Notes(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        ChatCall call = ProtocolHarness.Call(messages, options);
        ProtocolHarness.Write(Adapter, call);
        return call.Notes.All;
    }

    /// <summary>A whole answer with these items.</summary>
    public static ChatResponse Read(string items, string fields = "\"status\":\"completed\"", ChatOptions? options = null) =>
        ReadBody($$"""{"id":"resp_1","object":"response","created_at":1754425777,"model":"gpt-x",{{fields}},"output":[{{items}}]}""", options);

    public static ChatResponse ReadBody(string body, ChatOptions? options = null) =>
        Adapter.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call(Hi, options));

    /// <summary>The updates of a stream whose events are given as JSON; the name of each is its type.</summary>
    public static Task<List<ChatResponseUpdate>> StreamAsync(IEnumerable<string> events, ChatCall? call = null, bool named = true) =>
        ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(Encoding.UTF8.GetBytes(Sse(events, named))), call);

    public static string Sse(IEnumerable<string> events, bool named = true) => string.Concat(events.Select(data =>
        named && data.StartsWith('{') && JsonElement.Parse(data).TryGetProperty("type", out JsonElement type)
            ? $"event: {type.GetString()}\ndata: {data}\n\n"
            : $"data: {data}\n\n"));

    public const string Created =
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","created_at":1754425777,"model":"gpt-x","status":"in_progress","output":[]}}""";

    public const string Completed =
        """{"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","created_at":1754425777,"model":"gpt-x","status":"completed","service_tier":"default","output":[],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}}""";

    public static string ItemAdded(int index, string item) => $$"""{"type":"response.output_item.added","output_index":{{index}},"item":{{item}}}""";

    public static string ItemDone(int index, string item) => $$"""{"type":"response.output_item.done","output_index":{{index}},"item":{{item}}}""";

    public static string Delta(string kind, int index, string text, int part = 0) =>
        $$"""{"type":"response.{{kind}}.delta","output_index":{{index}},"summary_index":{{part}},"delta":{{JsonSerializer.Serialize(text)}}}""";
}
