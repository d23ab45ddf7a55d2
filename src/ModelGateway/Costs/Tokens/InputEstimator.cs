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
    private TextProfile _reasoning;
    private TextProfile _tools;
    private TextProfile _schemas;
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
        if (counters.Find(family) is { } counter && TryCount(counter, weights, out TokenEstimate exact))
        {
            return exact;
        }

        if (!_isRead)
        {
            InputTexts<ProfileSink> texts = default;
            texts.Read(messages, options);
            (_text, _reasoning, _tools, _schemas) = (texts.Messages.Profile, texts.Reasoning.Profile, texts.Tools.Profile, texts.Schemas.Profile);
            _counts = texts.Counts;
            _isRead = true;
        }

        TextWeights text = weights.Text;
        return Sum(weights, _counts, text.Weigh(_text), text.Weigh(_reasoning), text.Weigh(_tools), text.Weigh(_schemas));
    }

    private bool TryCount(ITokenCounter counter, TokenWeights weights, out TokenEstimate estimate)
    {
        InputTexts<ExactSink> texts = new() { Messages = new(counter), Reasoning = new(counter), Tools = new(counter), Schemas = new(counter) };
        texts.Read(messages, options);
        if ((texts.Messages.Failure ?? texts.Reasoning.Failure ?? texts.Tools.Failure ?? texts.Schemas.Failure) is { } failure)
        {
            counters.Failed(counter, failure);
            estimate = default;
            return false;
        }

        estimate = Sum(weights, texts.Counts, Exactly(texts.Messages), Exactly(texts.Reasoning), Exactly(texts.Tools), Exactly(texts.Schemas));
        return true;
    }

    private static TokenEstimate Sum(
        TokenWeights weights, in InputCounts counts, TokenEstimate text, TokenEstimate reasoning, TokenEstimate tools, TokenEstimate schemas) =>
        text + new TokenEstimate(0, 0, reasoning.High) + TokenEstimator.Idle(tools.Times(weights.ToolScale), counts, weights)
        + schemas.Times(weights.SchemaScale) + TokenEstimator.Around(counts, weights);

    private static TokenEstimate Exactly(in ExactSink sink) => TokenEstimate.Exactly(sink.Tokens);
}
