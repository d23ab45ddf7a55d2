namespace ModelGateway.Access;

/// <summary>
/// The scope that flows with the asynchronous call. Work that starts in a scope keeps the scope, even when the scope ends before the work
/// does. Scopes may end in any order: ending one restores the nearest outer scope that has not ended.
/// </summary>
internal sealed class AmbientScope : IDisposable
{
    private static readonly AsyncLocal<AmbientScope?> Flow = new();
    private readonly GatewayScope _scope;
    private readonly AmbientScope? _previous;
    private bool _disposed;

    private AmbientScope(GatewayScope scope, AmbientScope? previous)
    {
        _scope = scope;
        _previous = previous;
    }

    public static GatewayScope? Current => Flow.Value?._scope;

    public static AmbientScope Begin(GatewayScope scope)
    {
        AmbientScope begun = new(scope, Flow.Value);
        Flow.Value = begun;
        return begun;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (ReferenceEquals(Flow.Value, this))
        {
            AmbientScope? outer = _previous;
            while (outer is { _disposed: true })
            {
                outer = outer._previous;
            }

            Flow.Value = outer;
        }
    }
}
