using ModelGateway.Buffers;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Http;

/// <summary>Reads the bodies of answers into pooled buffers, within bounds.</summary>
internal static class ResponseBody
{
    // What a body may still hold after its stream's last event, and how long it may take: no more than its end.
    private const int MaxDrainBytes = 4 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(250);

    /// <summary>What is thrown then, unless nothing more of the body was wanted.</summary>
    public static ProviderException Corrupt(Exception cause) =>
        new(new ProviderFailure(FailureKind.Malformed, "The provider's answer cannot be decompressed."), cause);

    /// <summary>Reads an answer's body to its end.</summary>
    /// <exception cref="ProviderException">It is larger than the limit or corrupt, or the connection broke before its end.</exception>
    public static async ValueTask ReadWholeAsync(HttpResponseMessage response, PooledBufferWriter body, int limit, CancellationToken cancellationToken)
    {
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                int read = await stream.ReadAsync(body.GetMemory(1), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                body.Advance(read);
                if (body.WrittenCount > limit)
                {
                    throw new ProviderException(new ProviderFailure(FailureKind.Malformed, $"The provider's answer is larger than {limit} bytes."));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The provider had begun its answer: it may be billed, as a refused connection never is.
            throw new ProviderException(
                new ProviderFailure(FailureKind.Truncated, "The connection broke before the answer was complete."), exception);
        }
        catch (Exception exception) when (CompressedBody.IsCorrupt(exception))
        {
            throw Corrupt(exception);
        }
    }

    /// <summary>Reads what there is of a refusal's body, up to a limit or to where the connection breaks: its status says enough.</summary>
    public static async ValueTask ReadErrorAsync(HttpResponseMessage response, PooledBufferWriter body, int limit, CancellationToken cancellationToken)
    {
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read = 1;
            while (read > 0 && body.WrittenCount <= limit)
            {
                read = await stream.ReadAsync(body.GetMemory(1), cancellationToken).ConfigureAwait(false);
                body.Advance(read);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException || CompressedBody.IsCorrupt(exception))
        {
            // See above.
        }
    }

    /// <summary>
    /// Reads what is left of a body whose stream has ended: its end comes with the last event, or at once after it. Read, it lets the
    /// connection serve the next request; the caller does not wait for it, and a server that keeps the connection open loses it.
    /// </summary>
    public static async Task DrainAsync(HttpResponseMessage response, Stream stream, TimeProvider time)
    {
        using (response)
        {
            using CancellationTokenSource limit = new(DrainTime, time);
            byte[] rest = new byte[256];
            try
            {
                int read = 1;
                for (int total = 0; read > 0 && total < MaxDrainBytes; total += read)
                {
                    read = await stream.ReadAsync(rest, limit.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException || CompressedBody.IsCorrupt(exception))
            {
                // The answer is complete: only the connection is lost.
            }
        }
    }
}
