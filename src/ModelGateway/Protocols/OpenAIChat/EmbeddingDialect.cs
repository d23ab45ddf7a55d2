namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>What a service knows of OpenAI's embeddings.</summary>
/// <param name="MaxInputs">The most inputs of one request.</param>
/// <param name="Base64">Whether vectors come as base64, a quarter of the bytes and of the time, where <c>encoding_format</c> asks for it.</param>
/// <param name="Dimensions">Whether <c>dimensions</c> is known.</param>
/// <param name="MaxTokens">The most tokens of all inputs of one request together.</param>
internal sealed record EmbeddingDialect(int MaxInputs = 2048, bool Base64 = false, bool Dimensions = true, long MaxTokens = long.MaxValue)
{
    /// <summary>What OpenAI takes in one request, and so whoever passes requests on to it.</summary>
    public const long OpenAITokens = 300_000;
}
