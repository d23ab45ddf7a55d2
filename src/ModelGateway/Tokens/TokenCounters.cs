namespace ModelGateway.Tokens;

/// <summary>The exact counters that the application registered, by family. The last registered for a family wins.</summary>
internal sealed class TokenCounters
{
    private readonly Dictionary<string, ITokenCounter> _byFamily = new(StringComparer.OrdinalIgnoreCase);
    private readonly Action<string, Exception>? _onFailure;

    /// <param name="counters">The counters.</param>
    /// <param name="onFailure">Is called when a counter throws, with its family and the exception.</param>
    public TokenCounters(IEnumerable<ITokenCounter> counters, Action<string, Exception>? onFailure = null)
    {
        foreach (ITokenCounter counter in counters)
        {
            _byFamily[counter.Family] = counter;
        }

        _onFailure = onFailure;
    }

    /// <summary>No counters: everything is estimated.</summary>
    public static TokenCounters None { get; } = new([]);

    public ITokenCounter? Find(string? family) =>
        family is null || _byFamily.Count == 0 ? null : _byFamily.GetValueOrDefault(family);

    /// <summary>Reports that a counter threw.</summary>
    public void ReportFailure(ITokenCounter counter, Exception exception) => _onFailure?.Invoke(counter.Family, exception);
}
