namespace ModelGateway;

/// <summary>
/// Counts tokens exactly for one family of tokenizers. Where one is registered (<c>gateway.AddTokenCounter(…)</c>, or as a service), what the
/// gateway estimates of a text for models of the family is what it says; what providers put around messages and tools is still estimated.
/// </summary>
/// <remarks>
/// It is asked only where an estimate is: under a budget, near a context window, for a batch of embeddings. It runs on the request's path, so
/// it should not block. One that throws fails no request: the estimate stands in, and a warning is logged.
/// </remarks>
public interface ITokenCounter
{
    /// <summary>The family that it counts for, as <see cref="ModelInfo.Tokenizer"/> names it; see <see cref="TokenizerFamilies"/>. Compared without regard to case.</summary>
    string Family { get; }

    /// <summary>Counts the tokens of a text, without any that mark its begin or end. Called concurrently.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number of tokens; 0 or more.</returns>
    int CountTokens(ReadOnlySpan<char> text);
}
