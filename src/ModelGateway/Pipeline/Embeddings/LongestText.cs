using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>
/// The longest of the texts to embed, which a model must have room for. Measured in characters, which is close enough: the provider checks
/// each text.
/// </summary>
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
