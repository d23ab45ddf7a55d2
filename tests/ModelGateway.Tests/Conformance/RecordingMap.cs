using ModelGateway.Protocols;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Conformance;

/// <summary>Which adapter a recording is read by.</summary>
/// <param name="Recording">The name of the recording's file.</param>
/// <param name="Type">The kind of provider whose adapter reads its chats.</param>
internal sealed record RecordingMap(string Recording, string Type)
{
    public static IReadOnlyList<RecordingMap> All { get; } =
    [
        new("anthropic", "Anthropic"),
        new("bedrock", "Bedrock"),
        new("chatgpt", "OpenAI"),
        new("cohere", "Cohere"),
        new("copilot", "OpenAICompatible"),
        new("deepseek", "DeepSeek"),
        new("doubleword", "OpenAICompatible"),
        new("gemini", "Gemini"),
        new("groq", "Groq"),
        new("llamacpp", "LlamaServer"),
        new("mistral", "Mistral"),
        new("mistralrs", "OpenAICompatible"),
        new("ollama", "Ollama"),
        new("openai", "OpenAI"),
        new("openrouter", "OpenRouter"),
        new("perplexity", "Perplexity"),
        new("venice", "OpenAICompatible"),
        new("xai", "XAI"),
    ];

    private static readonly ProviderOptions ChatOptions = new();

    // Kinds that do not speak Responses themselves were recorded speaking it to an aggregator: OpenAI's adapter reads those.
    private static readonly ProviderOptions ResponsesOptions = new() { Api = ProviderApi.Responses };

    /// <summary>What an exchange is.</summary>
    public static ExchangeKind KindOf(Exchange exchange) => exchange switch
    {
        { Method: "GET" } when exchange.Path.EndsWith("/models", StringComparison.Ordinal)
            || exchange.Path.EndsWith("/api/tags", StringComparison.Ordinal) => ExchangeKind.ModelList,
        { Method: not "POST" } => ExchangeKind.Other,
        _ when exchange.Path.EndsWith("/responses", StringComparison.Ordinal) => ExchangeKind.Responses,
        _ when exchange.Path.EndsWith("/chat/completions", StringComparison.Ordinal)
            || exchange.Path.EndsWith("/messages", StringComparison.Ordinal)
            || exchange.Path.EndsWith("/v2/chat", StringComparison.Ordinal) || exchange.Path.EndsWith("/api/chat", StringComparison.Ordinal)
            || exchange.Path.EndsWith("enerateContent", StringComparison.Ordinal)
                || exchange.Path.EndsWith("/converse", StringComparison.Ordinal)
            || exchange.Path.EndsWith("/converse-stream", StringComparison.Ordinal) => ExchangeKind.Chat,
        _ when exchange.Path.EndsWith("/embeddings", StringComparison.Ordinal)
            || exchange.Path.EndsWith("/v1/embed", StringComparison.Ordinal)
            || exchange.Path.EndsWith(":batchEmbedContents", StringComparison.Ordinal) => ExchangeKind.Embeddings,
        _ => ExchangeKind.Other,
    };

    public IProtocol Adapter(ExchangeKind kind)
    {
        HttpProviderDefinition type = ProviderTypes.Find(Type)
            ?? throw new InvalidOperationException($"There is no kind of provider called {Type}.");
        return kind != ExchangeKind.Responses ? type.CreateProtocol(ChatOptions)
            : (type.HasResponses ? type : ProviderTypes.Find("OpenAI")!).CreateProtocol(ResponsesOptions);
    }
}
