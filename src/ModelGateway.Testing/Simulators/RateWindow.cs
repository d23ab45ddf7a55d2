namespace ModelGateway.Testing.Simulators;

/// <summary>So many requests a window; the window opens with its first request.</summary>
internal sealed class RateWindow(int requests, TimeSpan window, TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _resets = DateTimeOffset.MinValue;
    private int _used;

    public RateWindowState Take()
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (now >= _resets)
            {
                _resets = now + window;
                _used = 0;
            }

            bool admitted = _used < requests;
            if (admitted)
            {
                _used++;
            }

            return new(admitted, requests, requests - _used, _resets, _resets - now);
        }
    }
}
