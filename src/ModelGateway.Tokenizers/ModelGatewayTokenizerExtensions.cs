using Microsoft.ML.Tokenizers;
using ModelGateway.Tokenizers;

namespace ModelGateway;

/// <summary>Registers tokenizers that count tokens exactly.</summary>
public static class ModelGatewayTokenizerExtensions
{
    /// <summary>
    /// Counts the tokens of OpenAI's models exactly (<see cref="TokenizerFamilies.O200K"/> and <see cref="TokenizerFamilies.Cl100K"/>). The
    /// vocabularies are part of the package, and are loaded at the first use, about 20 MB each.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenizers(this IModelGatewayBuilder builder) =>
        builder
            .AddTokenCounter(
                new TokenizerCounter(TokenizerFamilies.O200K, static () => TiktokenTokenizer.CreateForEncoding("o200k_base")))
            .AddTokenCounter(
                new TokenizerCounter(TokenizerFamilies.Cl100K, static () => TiktokenTokenizer.CreateForEncoding("cl100k_base")));

    /// <summary>Counts the tokens of a family with a tokenizer.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="family">The family, as <see cref="ModelInfo.Tokenizer"/> names it; see <see cref="TokenizerFamilies"/>.</param>
    /// <param name="tokenizer">The tokenizer. It should add no tokens at the beginning or end of a text.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddTokenizer(this IModelGatewayBuilder builder, string family, Tokenizer tokenizer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(family);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return builder.AddTokenCounter(new TokenizerCounter(family, () => tokenizer));
    }

    /// <summary>
    /// Counts the tokens of a family with the tokenizer in a file: SentencePiece's <c>tokenizer.model</c>, or the <c>tokenizer.json</c> of
    /// a byte-level BPE (Llama 3, Qwen, DeepSeek, Mistral's of 2024 and later).
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="family">The family, as <see cref="ModelInfo.Tokenizer"/> names it; see <see cref="TokenizerFamilies"/>.</param>
    /// <param name="path">The path of the file. It is read in this call, so that a wrong file fails at startup.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="NotSupportedException">The kind of tokenizer is not supported.</exception>
    /// <exception cref="InvalidDataException">The file is invalid.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static IModelGatewayBuilder AddTokenizer(this IModelGatewayBuilder builder, string family, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.AddTokenizer(family, TokenizerFile.Read(path));
    }
}
