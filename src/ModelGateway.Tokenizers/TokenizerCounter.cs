using Microsoft.ML.Tokenizers;

namespace ModelGateway.Tokenizers;

/// <summary>Counts with a tokenizer, which is loaded at the first use.</summary>
internal sealed class TokenizerCounter(string family, Func<Tokenizer> load) : ITokenCounter
{
    private readonly Lazy<Tokenizer> _tokenizer = new(load);

    public string Family { get; } = family;

    public int CountTokens(ReadOnlySpan<char> text) => _tokenizer.Value.CountTokens(text);
}
