using System.Collections.Concurrent;
using System.Diagnostics;

namespace ModelGateway.Tests.Support;

/// <summary>Records all activities of the process while it listens: names, tags, events, baggage and status.</summary>
internal sealed class CapturedTraces : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _listener;

    public CapturedTraces()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _lines.Enqueue(Describe(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Dispose() => _listener.Dispose();

    private static string Describe(Activity activity) =>
        $"{activity.Source.Name} {activity.DisplayName} {activity.Status} {activity.StatusDescription} "
        + $"{string.Join(", ", activity.TagObjects)} "
        + $"{string.Join(", ", activity.Baggage)} {string.Join(", ", activity.Events.Select(e => e.Name + string.Join(", ", e.Tags)))}";
}
