namespace ModelGateway.Tokens;

/// <summary>The exact counters that the application registered, by family. Of two for one family the later counts.</summary>
internal sealed class TokenCounters
{
    private readonly Dictionary<string, ITokenCounter> _byFamily = new(StringComparer.OrdinalIgnoreCase);
    private readonly Action<string, Exception>? _onFailure;

    /// <param name="counters">The counters.</param>
    /// <param name="onFailure">Told of a counter that throws: its family, and what it threw.</param>
    public TokenCounters(IEnumerable<ITokenCounter> counters, Action<string, Exception>? onFailure = null)
    {
        foreach (ITokenCounter counter in counters)
        {
            _byFamily[counter.Family] = counter;
        }

        _onFailure = onFailure;
    }

    /// <summary>None: everything is estimated.</summary>
    public static TokenCounters None { get; } = new([]);

    public ITokenCounter? Find(string? family) => family is null || _byFamily.Count == 0 ? null : _byFamily.GetValueOrDefault(family);

    /// <summary>Tells of a counter that threw.</summary>
    public void Failed(ITokenCounter counter, Exception exception) => _onFailure?.Invoke(counter.Family, exception);
}
