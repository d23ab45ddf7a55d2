using Microsoft.Extensions.AI;

namespace ModelGateway.Tokens;

/// <summary>
/// Estimates the input tokens of one request. The request is read once, when the first estimate is asked for; its profile is then weighed
/// for each tokenizer family. Not for concurrent use.
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

    /// <summary>The input's tokens for a tokenizer family; null for an unknown family.</summary>
    public TokenEstimate Estimate(string? family)
    {
        if (_isFirst)
        {
            _first = (family, Create(family));
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

        TokenEstimate created = Create(family);
        _others.Add((family, created));
        return created;
    }

    private TokenEstimate Create(string? family)
    {
        TokenWeights weights = TokenWeights.For(family);
        if (counters.Find(family) is { } counter && TryCount(counter, weights, out TokenEstimate exact))
        {
            return exact;
        }

        Read();
        TextWeights text = weights.Text;
        if (_side is null)
        {
            return text.Weigh(_text) + weights.Overhead(_counts);
        }

        Parts parts = new(text.Weigh(_text), text.Weigh(_side.Reasoning), text.Weigh(_side.Tools), text.Weigh(_side.Schemas));
        return Sum(weights, _counts, parts);
    }

    private void Read()
    {
        if (_isRead)
        {
            return;
        }

        InputTexts<ProfilingSink> texts = default;
        texts.Read(messages, options);
        _text = texts.Messages.Profile;
        _side = SideProfiles.TryCreate(texts);
        _counts = texts.Counts;
        _isRead = true;
    }

    private bool TryCount(ITokenCounter counter, TokenWeights weights, out TokenEstimate estimate)
    {
        InputTexts<CountingSink> texts = new()
        {
            Messages = new(counter),
            Reasoning = new(counter),
            Tools = new(counter),
            Schemas = new(counter),
        };
        texts.Read(messages, options);
        if ((texts.Messages.Failure ?? texts.Reasoning.Failure ?? texts.Tools.Failure ?? texts.Schemas.Failure) is { } failure)
        {
            counters.ReportFailure(counter, failure);
            estimate = default;
            return false;
        }

        Parts parts = new(
            TokenEstimate.Exactly(texts.Messages.Tokens),
            TokenEstimate.Exactly(texts.Reasoning.Tokens),
            TokenEstimate.Exactly(texts.Tools.Tokens),
            TokenEstimate.Exactly(texts.Schemas.Tokens));
        estimate = Sum(weights, texts.Counts, parts);
        return true;
    }

    // Most providers drop earlier reasoning, so it counts in the upper bound only.
    private static TokenEstimate Sum(TokenWeights weights, in InputCounts counts, in Parts parts) =>
        parts.Messages + new TokenEstimate(0, 0, parts.Reasoning.High) + weights.Tools(parts.Tools.Times(weights.ToolScale), counts)
        + parts.Schemas.Times(weights.SchemaScale) + weights.Overhead(counts);

    private readonly record struct Parts(TokenEstimate Messages, TokenEstimate Reasoning, TokenEstimate Tools, TokenEstimate Schemas);

    // The profiles of everything but messages. Most requests have none, and then none are kept.
    private sealed class SideProfiles
    {
        public readonly TextProfile Reasoning;
        public readonly TextProfile Tools;
        public readonly TextProfile Schemas;

        private SideProfiles(in TextProfile reasoning, in TextProfile tools, in TextProfile schemas)
        {
            Reasoning = reasoning;
            Tools = tools;
            Schemas = schemas;
        }

        public static SideProfiles? TryCreate(in InputTexts<ProfilingSink> texts)
        {
            TextProfile reasoning = texts.Reasoning.Profile;
            TextProfile tools = texts.Tools.Profile;
            TextProfile schemas = texts.Schemas.Profile;
            return (reasoning.Bytes | tools.Bytes | schemas.Bytes) == 0 ? null : new SideProfiles(reasoning, tools, schemas);
        }
    }
}
