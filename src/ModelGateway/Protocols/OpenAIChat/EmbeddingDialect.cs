namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>How a service differs in OpenAI's embeddings, as data.</summary>
/// <param name="MaxInputs">The most inputs of one request.</param>
/// <param name="Base64">Whether <c>encoding_format</c> may ask for base64, which needs a quarter of the bytes and of the time.</param>
/// <param name="Dimensions">Whether the service knows <c>dimensions</c>.</param>
/// <param name="MaxTokens">The most tokens of all inputs of one request together.</param>
internal sealed record EmbeddingDialect(int MaxInputs = 2048, bool Base64 = false, bool Dimensions = true, long MaxTokens = long.MaxValue)
{
    /// <summary>The most tokens of one request to OpenAI, and to services that pass requests on to it.</summary>
    public const long OpenAITokens = 300_000;
}
