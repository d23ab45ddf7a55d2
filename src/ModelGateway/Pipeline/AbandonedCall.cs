using ModelGateway.Providers;

namespace ModelGateway.Pipeline;

/// <summary>Waits for a client's answer, though not for that of a client which need not answer to cancellation: it is left behind when its time is up.</summary>
internal static class AbandonedCall
{
    public static Task<T> WaitAsync<T>(Task<T> answer, IModelClient client, CancellationToken cancellationToken)
    {
        if (client.HonoursCancellation || answer.IsCompleted)
        {
            return answer;
        }

        // Should it end after all, nobody is there to see how.
        _ = answer.ContinueWith(
            static left => _ = left.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return answer.WaitAsync(cancellationToken);
    }
}
