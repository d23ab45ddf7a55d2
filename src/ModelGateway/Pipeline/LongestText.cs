using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>The longest of some texts to embed: what a model must have room for. Taken by characters, which is near enough: each is checked by the provider.</summary>
internal sealed class LongestText : IInputSize
{
    private readonly TokenCounters _counters;
    private readonly string _text = "";

    public LongestText(string[] texts, TokenCounters counters)
    {
        _counters = counters;
        foreach (string text in texts)
        {
            _text = text.Length > _text.Length ? text : _text;
        }
    }

    public int Length => _text.Length;

    public TokenEstimate Estimate(string? family) => TokenEstimator.EstimateText(_text, family, _counters);
}
