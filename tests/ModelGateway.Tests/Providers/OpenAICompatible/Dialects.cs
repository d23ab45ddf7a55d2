using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>Drives the adapter of a kind of provider by its name.</summary>
internal static class Dialects
{
    public static readonly ChatMessage[] Hi = [new(ChatRole.User, "hi")];

    public static readonly AIFunctionDeclaration Weather =
        AIFunctionFactory.CreateDeclaration("weather", null, JsonElement.Parse("""{"type":"object"}"""));

    public static readonly AIFunctionDeclaration Clock = AIFunctionFactory.CreateDeclaration("clock", null, JsonElement.Parse("""{"type":"object"}"""));

    public static IProtocol Adapter(string type) => ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions { Type = type });

    public static JsonElement Write(string type, ChatOptions? options, params IReadOnlyList<ChatMessage> messages) =>
        Write(type, ProtocolHarness.Call(messages.Count == 0 ? Hi : messages, options));

    public static JsonElement Write(string type, ChatCall call) => ProtocolHarness.Write(Adapter(type), call);

    public static ChatResponse Read(string type, string body) => Adapter(type)
        .ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call(Hi));

    public static Task<List<ChatResponseUpdate>> StreamAsync(string type, string stream, ChatCall? call = null) =>
        ProtocolHarness.ReadStreamAsync(Adapter(type), new MemoryStream(Encoding.UTF8.GetBytes(stream)), call);

    public static ChatResponse ReadUsage(string type, string usage) =>
        Read(type, """{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":""" + usage + "}");

    public static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");
}
