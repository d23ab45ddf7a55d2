using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>Estimates tokens: of inputs before a request is sent, and of an answer after its stream was cut.</summary>
/// <remarks>
/// An estimate takes the features of the text (<see cref="TextFeature"/>: words, digits, punctuation, letters by script …), which are
/// counted once, multiplies them with the weights of the tokenizer family (<see cref="TextWeights"/>), and adds what the provider puts
/// around messages and tools (<see cref="TokenWeights"/>). The errors against exact counts are in <c>tests/TOKENS.md</c>. Where the
/// application registered an <see cref="ITokenCounter"/> for the family, texts are counted exactly instead.
/// </remarks>
internal static class TokenEstimator
{
    private const int CharactersPerToken = 4;

    /// <summary>The tokens of a request's input.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">Instructions, tools and schema; null for none.</param>
    /// <param name="family">The tokenizer family; null where it is unknown.</param>
    public static TokenEstimate EstimateInput(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? family) =>
        new InputEstimator(messages, options, TokenCounters.None).Estimate(family);

    /// <summary>The tokens of a text alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="family">The tokenizer family; null where it is unknown.</param>
    /// <param name="counters">The exact counters.</param>
    public static TokenEstimate EstimateText(ReadOnlySpan<char> text, string? family, TokenCounters counters)
    {
        if (counters.Find(family) is { } counter)
        {
            CountingSink exact = new(counter);
            exact.Add(text);
            if (exact.Failure is null)
            {
                return TokenEstimate.Exactly(exact.Tokens);
            }

            counters.ReportFailure(counter, exact.Failure);
        }

        TextProfile profile = default;
        TextScanner.Scan(text, ref profile);
        return TokenWeights.For(family).Text.Weigh(profile);
    }

    /// <summary>The tokens of an answer by its number of characters, for a stream that was cut before it reported usage.</summary>
    public static long EstimateOutput(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    /// <summary>The number of characters that a content adds to an answer, tool calls included.</summary>
    public static long Characters(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        TextReasoningContent reasoning => reasoning.Text.Length,
        FunctionCallContent call => Characters(call),
        _ => 0,
    };

    private static long Characters(FunctionCallContent call)
    {
        InputTexts<LengthSink> texts = default;
        texts.Add(call);
        return texts.Messages.Length;
    }

    // Adds up lengths, in characters; in bytes where a text is UTF-8.
    private struct LengthSink : ITextSink
    {
        public long Length { get; private set; }

        public void Add(ReadOnlySpan<char> text) => Length += text.Length;

        public void AddUtf8(ReadOnlySpan<byte> text) => Length += text.Length;
    }
}
