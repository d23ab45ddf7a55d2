using ModelGateway.Protocols;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A protocol whose recorded requests are mapped and written again.</summary>
/// <param name="Name">The name in the committed table.</param>
/// <param name="Recordings">The recordings that speak it.</param>
/// <param name="PathEnd">What the paths of its chats end with.</param>
/// <param name="Map">Maps a recorded request.</param>
/// <param name="Differences">What may differ.</param>
/// <param name="FieldsOf">The documented fields of a recording's provider.</param>
internal sealed record RequestProtocol(
    string Name,
    IReadOnlyList<string> Recordings,
    string PathEnd,
    Func<RecordedRequest, string, MappedRequest> Map,
    IReadOnlyList<RequestDifference> Differences,
    Func<string, IReadOnlyList<string>> FieldsOf)
{
    public static readonly RequestProtocol OpenAI = new(
        "OpenAI Chat Completions",
        ["openai", "deepseek", "groq", "openrouter", "llamacpp", "venice", "doubleword", "copilot", "perplexity"],
        "/chat/completions",
        OpenAIRequestMap.Map,
        OpenAIRequestDifferences.All,
        OpenAIRequestFields.Of);

    public static readonly RequestProtocol Anthropic = new(
        "Anthropic Messages", ["anthropic"], "/messages", AnthropicRequestMap.Map, AnthropicRequestDifferences.All,
        _ => AnthropicRequestFields.All);

    public static readonly RequestProtocol Gemini = new(
        "Gemini generateContent", ["gemini"], "enerateContent", GeminiRequestMap.Map, GeminiRequestDifferences.All,
        _ => GeminiRequestFields.All);

    public static IReadOnlyList<RequestProtocol> All { get; } = [OpenAI, Anthropic, Gemini];

    /// <summary>The adapter of a recording's provider; OpenAI's own where the gateway knows no kind of that name.</summary>
    public static IProtocol AdapterOf(string recording)
    {
        string type = RecordingMap.All.Single(map => map.Recording == recording).Type;
        return ProviderTypes.Find(type)?.CreateProtocol(new ProviderOptions()) ?? OpenAIChatProtocol.Instance;
    }
}
