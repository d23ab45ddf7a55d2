using System.Diagnostics.Metrics;

namespace ModelGateway.Benchmarks.Support;

/// <summary>Listens to every metric of the gateway and forgets what it hears.</summary>
internal sealed class MetricsListener : IDisposable
{
    private readonly MeterListener _listener = new();

    public MetricsListener()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ModelGateway")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();
}
