namespace ModelGateway.Testing;

/// <summary>The protocol of a <see cref="ProviderSimulator"/>.</summary>
public enum SimulatedProtocol
{
    /// <summary>OpenAI Chat Completions: <c>POST /v1/chat/completions</c>, <c>POST /v1/embeddings</c>, <c>GET /v1/models</c>.</summary>
    OpenAI = 0,

    /// <summary>Anthropic Messages: <c>POST /v1/messages</c>, <c>GET /v1/models</c>.</summary>
    Anthropic,

    /// <summary>
    /// Gemini: <c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c>, <c>GET /v1beta/models</c>.
    /// </summary>
    Gemini,

    /// <summary>OpenAI Responses: <c>POST /v1/responses</c>, <c>GET /v1/models</c>.</summary>
    OpenAIResponses,

    /// <summary>
    /// Ollama: <c>POST /api/chat</c>, <c>POST /api/embed</c>, <c>GET /api/tags</c>. It needs no key, but rejects a wrong one.
    /// </summary>
    Ollama,

    /// <summary>
    /// Chat Completions of DeepSeek: <c>POST /chat/completions</c>, <c>GET /models</c>; its models reason, and require their reasoning in
    /// the history.
    /// </summary>
    DeepSeek,

    /// <summary>
    /// Chat Completions on Azure: <c>POST /openai/v1/chat/completions</c>, <c>GET /openai/v1/models</c>; the key is in the <c>api-key</c>
    /// header.
    /// </summary>
    AzureOpenAI,

    /// <summary>Mistral Chat Completions: <c>POST /v1/chat/completions</c>, <c>GET /v1/models</c>.</summary>
    Mistral,

    /// <summary>Cohere Chat, version 2: <c>POST /v2/chat</c>, <c>GET /v1/models</c>.</summary>
    Cohere,

    /// <summary>
    /// Amazon Bedrock's Converse: <c>POST /model/{model}/converse</c> and <c>/converse-stream</c>, signed or with a bearer token.
    /// </summary>
    Bedrock,
}
