using Microsoft.Extensions.AI;

namespace ModelGateway.Costs.Tokens;

/// <summary>
/// Estimates what a request sends. What it is made of is counted when it is first asked for, once, and then weighed for each family that is
/// asked for. For one request; not for concurrent use.
/// </summary>
internal sealed class InputEstimator(IReadOnlyList<ChatMessage> messages, ChatOptions? options, TokenCounters counters)
{
    private readonly List<(string? Family, TokenEstimate Estimate)> _estimates = new(1);
    private TextProfile _text;
    private TextProfile _tools;
    private InputCounts _counts;
    private bool _isRead;

    /// <summary>The input's tokens for a family of tokenizers; null for one that is not known.</summary>
    public TokenEstimate Estimate(string? family)
    {
        foreach ((string? known, TokenEstimate estimate) in _estimates)
        {
            if (string.Equals(known, family, StringComparison.OrdinalIgnoreCase))
            {
                return estimate;
            }
        }

        TokenEstimate made = Make(family);
        _estimates.Add((family, made));
        return made;
    }

    private TokenEstimate Make(string? family)
    {
        TokenWeights weights = TokenWeights.For(family);
        if (counters.Find(family) is { } counter && Count(counter) is { } exact)
        {
            (double low, double expected, double high) = weights.ToolScale;
            TokenEstimate tools = new((long)(exact.Tools * low), (long)(exact.Tools * expected), (long)Math.Ceiling(exact.Tools * high));
            return TokenEstimate.Exactly(exact.Messages) + TokenEstimator.Idle(tools, exact.Counts, weights) + TokenEstimator.Around(exact.Counts, weights);
        }

        Read();
        return weights.Text.Weigh(_text) + TokenEstimator.Idle(weights.Tools.Weigh(_tools), _counts, weights) + TokenEstimator.Around(_counts, weights);
    }

    private (long Messages, long Tools, InputCounts Counts)? Count(ITokenCounter counter)
    {
        InputTexts<ExactSink> texts = new() { Messages = new ExactSink(counter), Tools = new ExactSink(counter) };
        texts.Read(messages, options);
        if ((texts.Messages.Failure ?? texts.Tools.Failure) is { } failure)
        {
            counters.Failed(counter, failure);
            return null;
        }

        return (texts.Messages.Tokens, texts.Tools.Tokens, texts.Counts);
    }

    private void Read()
    {
        if (!_isRead)
        {
            InputTexts<ProfileSink> texts = default;
            texts.Read(messages, options);
            (_text, _tools, _counts) = (texts.Messages.Profile, texts.Tools.Profile, texts.Counts);
            _isRead = true;
        }
    }
}
