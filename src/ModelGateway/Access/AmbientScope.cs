namespace ModelGateway.Access;

/// <summary>The scope that flows with the asynchronous call.</summary>
internal sealed class AmbientScope : IDisposable
{
    private static readonly AsyncLocal<GatewayScope?> Flow = new();
    private readonly GatewayScope? _previous;
    private bool _disposed;

    private AmbientScope(GatewayScope? previous)
    {
        _previous = previous;
    }

    public static GatewayScope? Current => Flow.Value;

    public static AmbientScope Begin(GatewayScope scope)
    {
        AmbientScope restore = new(Flow.Value);
        Flow.Value = scope;
        return restore;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Flow.Value = _previous;
        }
    }
}
