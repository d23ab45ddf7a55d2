using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>
/// Estimates what a request sends. What it is made of is counted when it is first asked for, once, and then weighed for each family that is
/// asked for. For one request; not for concurrent use.
/// </summary>
internal sealed class InputEstimator(IReadOnlyList<ChatMessage> messages, ChatOptions? options, TokenCounters counters)
{
    private TextProfile _text;
    private SideProfiles? _side;
    private InputCounts _counts;
    private bool _isRead;
    private bool _isFirst = true;
    private (string? Family, TokenEstimate Estimate) _first;
    private List<(string? Family, TokenEstimate Estimate)>? _others;

    /// <summary>The input's tokens for a family of tokenizers; null for one that is not known.</summary>
    public TokenEstimate Estimate(string? family)
    {
        if (_isFirst)
        {
            _first = (family, Make(family));
            _isFirst = false;
            return _first.Estimate;
        }

        if (string.Equals(_first.Family, family, StringComparison.OrdinalIgnoreCase))
        {
            return _first.Estimate;
        }

        foreach ((string? known, TokenEstimate estimate) in _others ??= [])
        {
            if (string.Equals(known, family, StringComparison.OrdinalIgnoreCase))
            {
                return estimate;
            }
        }

        TokenEstimate made = Make(family);
        _others.Add((family, made));
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
            _text = texts.Messages.Profile;
            _side = SideProfiles.Of(texts);
            _counts = texts.Counts;
            _isRead = true;
        }

        TextWeights text = weights.Text;
        return _side is null
            ? text.Weigh(_text) + TokenEstimator.Around(_counts, weights)
            : Sum(weights, _counts, text.Weigh(_text), text.Weigh(_side.Reasoning), text.Weigh(_side.Tools), text.Weigh(_side.Schemas));
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
