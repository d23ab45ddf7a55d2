namespace ModelGateway.Testing;

/// <summary>The provider whose protocol a <see cref="ProviderSimulator"/> speaks.</summary>
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
    /// Ollama's own: <c>POST /api/chat</c>, <c>POST /api/embed</c>, <c>GET /api/tags</c>. It asks for no key, but refuses a wrong one.
    /// </summary>
    Ollama,

    /// <summary>
    /// Chat Completions as DeepSeek speaks it: <c>POST /chat/completions</c>, <c>GET /models</c>; its models think, and want their
    /// reasoning back.
    /// </summary>
    DeepSeek,

    /// <summary>
    /// Chat Completions on Azure: <c>POST /openai/v1/chat/completions</c>, <c>GET /openai/v1/models</c>; the key goes by <c>api-key</c>.
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
