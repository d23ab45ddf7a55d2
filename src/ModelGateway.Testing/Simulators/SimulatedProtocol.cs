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

    /// <summary>Amazon Bedrock's Converse: <c>POST /model/{model}/converse</c> and <c>/converse-stream</c>, signed or with a bearer token.</summary>
    Bedrock,
}
