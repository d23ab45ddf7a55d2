namespace ModelGateway.Testing;

/// <summary>The provider whose protocol a <see cref="ProviderSimulator"/> speaks.</summary>
public enum SimulatedProtocol
{
    /// <summary>OpenAI Chat Completions: <c>POST /v1/chat/completions</c>, <c>GET /v1/models</c>.</summary>
    OpenAI = 0,

    /// <summary>Anthropic Messages: <c>POST /v1/messages</c>, <c>GET /v1/models</c>.</summary>
    Anthropic,

    /// <summary>Gemini: <c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c>, <c>GET /v1beta/models</c>.</summary>
    Gemini,

    /// <summary>Mistral Chat Completions: <c>POST /v1/chat/completions</c>, <c>GET /v1/models</c>.</summary>
    Mistral,

    /// <summary>Cohere Chat, version 2: <c>POST /v2/chat</c>, <c>GET /v1/models</c>.</summary>
    Cohere,
}
