using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Concurrency;

/// <summary>Runs real threads that start together, within a time limit.</summary>
internal static class Threads
{
    public const int Count = 4;

    /// <summary>Runs an action on every thread. An exception of any thread fails the test.</summary>
    public static Task RunAsync(Action<int> action)
    {
        Barrier start = new(Count);
        return Task.WhenAll(Enumerable.Range(0, Count).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                action(thread);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))).Bounded();
    }
}
