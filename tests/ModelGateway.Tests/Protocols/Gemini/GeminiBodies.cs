using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Gemini;

/// <summary>What the Gemini tests share: bodies written and read.</summary>
internal static class GeminiBodies
{
    public const string Older = "gemini-2.5-flash";
    public const string Newer = "gemini-3-flash-preview";

    public static JsonElement Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string model = Older) =>
        ProtocolHarness.Write(GeminiProtocol.Instance, ProtocolHarness.Call(messages, options, modelId: model));

    public static (JsonElement Body, IReadOnlyList<string> Notes) WriteNoted(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string model = Older)
    {
        ChatCall call = ProtocolHarness.Call(messages, options, modelId: model);
        return (ProtocolHarness.Write(GeminiProtocol.Instance, call), call.Notes.All);
    }

    public static ChatMessage User(string text) => new(ChatRole.User, text);

    public static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");

    public static ChatResponse Read(string body, ChatCall? call = null) =>
        GeminiProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), call ?? ProtocolHarness.Call([]));

    /// <summary>An answer whose only candidate has the parts and said STOP.</summary>
    public static string Answer(string parts, string rest = "") =>
        $$"""{"candidates":[{"content":{"parts":[{{parts}}],"role":"model"},"finishReason":"STOP","index":0}]{{rest}},"responseId":"r1","modelVersion":"m1"}""";

    /// <summary>An event whose candidate has the parts.</summary>
    public static string Event(string parts, string? finish = null, string rest = "", string end = "\r\n") =>
        $$"""data: {"candidates":[{"content":{"parts":[{{parts}}],"role":"model"}{{(finish is null ? "" : $",\"finishReason\":\"{finish}\"")}},"index":0}],"modelVersion":"m1","responseId":"r1"{{rest}}}"""
        + end + end;

    public static Task<List<ChatResponseUpdate>> ReadStreamAsync(string events, ChatCall? call = null) =>
        ProtocolHarness.ReadStreamAsync(GeminiProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(events)), call);
}
