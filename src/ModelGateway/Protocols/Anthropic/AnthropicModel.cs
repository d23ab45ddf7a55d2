using ModelGateway.Protocols.Claude;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The options that a model takes, read from its name. Models that are not Claude (other vendors serve this protocol too) are given the
/// protocol's older, common form; Claude models of unknown version are taken for new ones.
/// </summary>
internal readonly struct AnthropicModel
{
    private const int Newest = int.MaxValue;
    private readonly bool _isClaude;
    private readonly int _version;
    private readonly bool _isOpus;
    private readonly bool _isSonnet;
    private readonly bool _isFable;

    private AnthropicModel(string modelId, int version)
    {
        _isClaude = true;
        _version = version;
        _isOpus = modelId.Contains("opus", StringComparison.OrdinalIgnoreCase);
        _isSonnet = modelId.Contains("sonnet", StringComparison.OrdinalIgnoreCase);
        _isFable = modelId.Contains("fable", StringComparison.OrdinalIgnoreCase)
            || modelId.Contains("mythos", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Decides itself how long it thinks, and takes <c>output_config.effort</c>; since 4.6.</summary>
    public bool AdaptsThinking => _isClaude && _version >= 406;

    /// <summary>Thinks at all; since 3.7.</summary>
    public bool CanThink => !_isClaude || _version >= 307;

    /// <summary>Thinks without being asked; since 5, and Fable and Mythos always.</summary>
    public bool ThinksUnasked => _isClaude && (_isFable || _version is >= 500 and < Newest);

    /// <summary>
    /// The value of <c>thinking.type</c> that asks for the least thinking; null where no value does. Fable, Mythos and Opus since 5.5
    /// refuse <c>disabled</c>; Sonnet since 5.5 has <c>between_tools</c> in its place.
    /// </summary>
    public string? LeastThinking =>
        !CanThink || _isFable || (_isOpus && _version is >= 505 and < Newest) ? null
        : _isSonnet && _version is >= 505 and < Newest ? "between_tools"
        : ClaudeWords.Disabled;

    /// <summary>
    /// Takes system messages within the conversation. Documented for Opus since 4.8 and of Fable and Mythos since 5, and not of Sonnet 5;
    /// the 5.5 models take them all. A model of unknown version is not tried with them.
    /// </summary>
    public bool TakesSystemWithin =>
        _version < Newest && (_isOpus ? _version >= 408 : _isFable ? _version >= 500 : _isClaude && _version >= 505);

    /// <summary>Knows the effort <c>xhigh</c>; since 4.7. 4.6 has only <c>max</c> above <c>high</c>.</summary>
    public bool HasExtraHighEffort => _version >= 407;

    /// <summary>Refuses temperature, top_p and top_k; since 4.7.</summary>
    public bool RefusesSampling => _isClaude && _version >= 407;

    /// <summary>Refuses temperature together with top_p; since 4.1.</summary>
    public bool TakesOneOfTemperatureAndTopP => _isClaude && _version >= 401;

    /// <summary>Reads names such as <c>claude-opus-4-7</c>, <c>claude-3-5-sonnet-20241022</c>, <c>anthropic/claude-haiku-4.5</c>.</summary>
    public static AnthropicModel Parse(string modelId)
    {
        int start = modelId.IndexOf("claude", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return default;
        }

        ReadOnlySpan<char> rest = modelId.AsSpan(start + "claude".Length);
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<char> part = NextPart(ref rest);
            if (!IsSmallNumber(part, out int major))
            {
                continue;
            }

            ReadOnlySpan<char> next = NextPart(ref rest);
            return new AnthropicModel(modelId, (major * 100) + (IsSmallNumber(next, out int minor) ? minor : 0));
        }

        return new AnthropicModel(modelId, Newest);
    }

    // Longer numbers are dates.
    private static bool IsSmallNumber(ReadOnlySpan<char> part, out int number)
    {
        number = 0;
        return part.Length is 1 or 2 && int.TryParse(part, out number);
    }

    private static ReadOnlySpan<char> NextPart(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart("-._@:");
        int end = rest.IndexOfAny("-._@:");
        ReadOnlySpan<char> part = end < 0 ? rest : rest[..end];
        rest = rest[part.Length..];
        return part;
    }
}
