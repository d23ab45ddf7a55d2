using System.Diagnostics;

namespace ModelGateway.Benchmarks.Support;

/// <summary>Asks at a fixed rate, whether earlier requests have been answered or not, and keeps how long each took.</summary>
internal sealed class LoadRun(Func<Task> operation, int perSecond)
{
    public List<double> Microseconds { get; } = [];

    /// <summary>
    /// Bytes that the process allocated while it ran, for each request; the pacing's own are a constant of every contender.
    /// </summary>
    public List<double> Bytes { get; } = [];

    public async Task RunAsync(TimeSpan duration)
    {
        int count = (int)(duration.TotalSeconds * perSecond);
        Task<double>[] requests = new Task<double>[count];
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)i / perSecond);
            while (Stopwatch.GetElapsedTime(started) < due)
            {
                Thread.Sleep(TimeSpan.FromMicroseconds(200));
            }

            requests[i] = MeasureAsync();
        }

        double[] times = await Task.WhenAll(requests);
        Bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / count);
        Microseconds.AddRange(times);
    }

    public double Percentile(double part)
    {
        List<double> sorted = [.. Microseconds.Order()];
        return sorted[(int)(part * (sorted.Count - 1))];
    }

    private async Task<double> MeasureAsync()
    {
        long started = Stopwatch.GetTimestamp();
        await operation();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }
}
