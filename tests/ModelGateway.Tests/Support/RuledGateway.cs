using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A gateway with one deployment at its vendor's own address. Every interface answers, and the request that it was sent is kept.
/// </summary>
internal sealed class RuledGateway : IDisposable
{
    private const string Chat = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"ok"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
        """;

    private const string Responses = """
        {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[
        {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{}","status":"completed"}],
        "usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}
        """;

    private const string Anthropic = """
        {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"ok"}],
        "stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}
        """;

    private const string Gemini = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},"finishReason":"STOP"}],
        "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}
        """;

    private const string Bedrock = """
        {"output":{"message":{"role":"assistant","content":[{"text":"ok"}]}},"stopReason":"end_turn",
        "usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}
        """;

    private const string Ollama = """
        {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"ok"},"done":true,
        "done_reason":"stop","prompt_eval_count":1,"eval_count":1}
        """;

    private readonly IChatClient _owner;
    private readonly StubHandler _handler = new(static (request, _) => Task.FromResult(
        StubHandler.Json(HttpStatusCode.OK, Answer(request.RequestUri!.AbsolutePath))));

    public RuledGateway(string type, string model, Action<ProviderOptions>? configure = null, Action<GatewayRouteBuilder>? route = null)
    {
        _owner = GatewayChatClient.Create(gateway =>
        {
            gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => _handler);
            gateway.AddProvider("p", type, options =>
            {
                if (type != "Ollama")
                {
                    options.Keys.Add(type == "Bedrock" ? "bearer-token" : "secret");
                }

                options.Region = type == "Bedrock" ? "us-east-1" : null;
                options.Endpoint = type == "AzureOpenAI" ? new Uri("https://mine.openai.azure.com/") : null;
                configure?.Invoke(options);
            });
            gateway.AddRoute("chat", builder =>
            {
                builder.To($"p/{model}");
                route?.Invoke(builder);
            });
        });
        Client = _owner.GetService<GatewayChatClient>()!;
    }

    public GatewayChatClient Client { get; }

    /// <summary>The path of the last request.</summary>
    public string Path => _handler.Sent[^1].Address.AbsolutePath;

    /// <summary>The body of the last request.</summary>
    public JsonElement Body => JsonElement.Parse(_handler.Sent[^1].Body);

    public int Requests => _handler.Sent.Count;

    public static ChatOptions Tools(ReasoningEffort? effort = null, Action<ChatOptions>? configure = null)
    {
        ChatOptions options = new()
        {
            Tools = [AIFunctionFactory.Create(static () => 1, "f")],
            Reasoning = effort is null ? null : new ReasoningOptions { Effort = effort },
        };
        configure?.Invoke(options);
        return options;
    }

    public static ChatOptions Effort(ReasoningEffort effort) => new() { Reasoning = new ReasoningOptions { Effort = effort } };

    public async Task<GatewayReceipt> AskAsync(ChatOptions? options = null, params ChatMessage[] messages) =>
        (await AnswerAsync(options, messages)).GetReceipt()!;

    public Task<ChatResponse> AnswerAsync(ChatOptions? options = null, params ChatMessage[] messages) =>
        Client.GetResponseAsync(messages.Length > 0 ? messages : [new ChatMessage(ChatRole.User, "hi")], options);

    /// <summary>A field of the last body, by its path with dots; null where it is not there.</summary>
    public JsonElement? Field(string path)
    {
        JsonElement element = Body;
        foreach (string name in path.Split('.'))
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    public void Dispose() => _owner.Dispose();

    private static string Answer(string path) =>
        path.EndsWith("/chat/completions", StringComparison.Ordinal) ? Chat
        : path.EndsWith("/responses", StringComparison.Ordinal) ? Responses
        : path.EndsWith("/messages", StringComparison.Ordinal) ? Anthropic
        : path.EndsWith("/converse", StringComparison.Ordinal) ? Bedrock
        : path.EndsWith("/api/chat", StringComparison.Ordinal) ? Ollama
        : Gemini;
}
