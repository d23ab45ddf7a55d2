using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>Estimates tokens before a request is sent and after a stream was cut.</summary>
internal static class TokenEstimator
{
    private const int CharactersPerToken = 4;

    // One ordinary image or file, where nothing is known of it.
    private const int TokensPerFile = 1_600;

    // A second of sound is some 4 to 32 KB, and 10 to 32 tokens; a page of a document some 50 KB, and 1,500 to 3,000. A hold takes them for text.
    private const int MediaBytesPerToken = 500;
    private const int FileBytesPerToken = 32;
    private const int LeastBytesPerToken = 3;

    /// <summary>The tokens of a request's input.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">Instructions, tools and schema; null for none.</param>
    /// <param name="family">The family of tokenizers; null for one that is not known.</param>
    public static TokenEstimate EstimateInput(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? family) =>
        new InputEstimator(messages, options, TokenCounters.None).Estimate(family);

    /// <summary>Tokens of a text that is sent by itself.</summary>
    /// <param name="text">The text.</param>
    /// <param name="family">The family of tokenizers; null for one that is not known.</param>
    /// <param name="counters">What counts exactly.</param>
    public static TokenEstimate EstimateText(ReadOnlySpan<char> text, string? family, TokenCounters counters)
    {
        if (counters.Find(family) is { } counter)
        {
            ExactSink exact = new(counter);
            exact.Add(text);
            if (exact.Failure is null)
            {
                return TokenEstimate.Exactly(exact.Tokens);
            }

            counters.Failed(counter, exact.Failure);
        }

        TextProfile profile = default;
        TextScanner.Scan(text, ref profile);
        return TokenWeights.For(family).Text.Weigh(profile);
    }

    /// <summary>Tokens of an answer's text by its length in characters; for streams that were cut before they reported usage.</summary>
    public static long EstimateOutput(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    /// <summary>How many characters of an answer a content is, tool calls included.</summary>
    public static long Characters(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        TextReasoningContent reasoning => reasoning.Text.Length,
        FunctionCallContent call => Characters(call),
        _ => 0,
    };

    /// <summary>What providers put around messages and tools, and what is no text.</summary>
    public static TokenEstimate Around(in InputCounts counts, TokenWeights weights)
    {
        TokenEstimate tools = Idle(counts.Tools == 0 ? default : weights.WithTools + (weights.PerTool * counts.Tools), counts, weights);
        TokenEstimate sum = weights.PerRequest + (weights.PerMessage * counts.Messages) + (weights.PerCall * counts.Calls)
            + tools + (weights.WithSchema * counts.Schemas)
            + (new TokenEstimate(0, TokensPerFile, TokensPerFile) * counts.Unknown)
            + new TokenEstimate(0, counts.MediaBytes / MediaBytesPerToken, counts.MediaBytes / LeastBytesPerToken)
            + new TokenEstimate(0, counts.FileBytes / FileBytesPerToken, counts.FileBytes / LeastBytesPerToken);
        for (int i = 0; i < (counts.Images?.Count ?? 0); i++)
        {
            sum += weights.Image(counts.Images![i]);
        }

        return sum;
    }

    /// <summary>What tools come to where they are perhaps not to be called, and then perhaps not sent.</summary>
    public static TokenEstimate Idle(TokenEstimate tools, in InputCounts counts, TokenWeights weights) =>
        counts.AreToolsIdle ? tools with { Low = 0, Expected = weights.LeavesOutIdleTools ? 0 : tools.Expected } : tools;

    private static long Characters(FunctionCallContent call)
    {
        InputTexts<SizeSink> texts = default;
        texts.Add(call);
        return texts.Messages.Characters;
    }
}
