using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Concurrency;

/// <summary>Real threads that begin together and end within bounds.</summary>
internal static class Threads
{
    public const int Count = 4;

    /// <summary>Runs an action on every thread; what one throws, the test throws.</summary>
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
