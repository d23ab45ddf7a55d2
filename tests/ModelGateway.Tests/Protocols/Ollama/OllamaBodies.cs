using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Ollama;

/// <summary>What the Ollama tests share: bodies written and read.</summary>
internal static class OllamaBodies
{
    public static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    public static JsonElement Write(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string model = "qwen3:4b") =>
        WriteNoted(messages, options, model).Body;

    public static (JsonElement Body, IReadOnlyList<string> Notes) WriteNoted(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string model = "qwen3:4b", bool streaming = false)
    {
        ChatCall call = ProtocolHarness.Call(messages, options, streaming, model);
        return (ProtocolHarness.Write(OllamaProtocol.Instance, call), call.Notes.All);
    }

    public static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");

    public static ChatResponse Read(string body, ChatCall? call = null) =>
        OllamaProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), call ?? ProtocolHarness.Call([Hi]));

    public static Task<List<ChatResponseUpdate>> ReadStreamAsync(string lines, ChatCall? call = null) =>
        ProtocolHarness.ReadStreamAsync(OllamaProtocol.Instance, new MemoryStream(Encoding.UTF8.GetBytes(lines)), call);
}
