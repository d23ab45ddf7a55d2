namespace ModelGateway;

/// <summary>
/// Counts tokens exactly for one tokenizer family. Register it with <c>gateway.AddTokenCounter(…)</c>, or as a service; the gateway then
/// uses its count in place of the estimate of a text.
/// </summary>
/// <remarks>
/// The counter is called only where an estimate is needed: under a budget, near a context window, for a batch of embeddings. What providers
/// add around messages and tools is still estimated. The counter runs on the request's path, so it should not block. If it throws, the
/// request goes on with the estimate, and a warning is logged.
/// </remarks>
public interface ITokenCounter
{
    /// <summary>
    /// The family, as in <see cref="ModelInfo.Tokenizer"/>; see <see cref="TokenizerFamilies"/>. Case does not matter.
    /// </summary>
    string Family { get; }

    /// <summary>Counts the tokens of a text, without tokens that mark its beginning or end. Must be safe for concurrent use.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number of tokens; 0 or more.</returns>
    int CountTokens(ReadOnlySpan<char> text);
}
