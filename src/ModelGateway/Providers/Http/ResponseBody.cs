using ModelGateway.Buffers;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Http;

/// <summary>Reads the bodies of answers into pooled buffers, up to a limit.</summary>
internal static class ResponseBody
{
    // After the last event of a stream only the end of the body is expected: draining it is bounded in bytes and time.
    private const int MaxDrainBytes = 4 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(250);

    /// <summary>The failure of an answer that cannot be decompressed.</summary>
    public static ProviderException Corrupt(Exception cause) =>
        new(new ProviderFailure(FailureKind.Malformed, "The provider's answer cannot be decompressed."), cause);

    /// <summary>The failure of an address that answers with a web page, and no interface.</summary>
    public static ProviderException WebPage(Uri endpoint, Exception? cause = null)
    {
        string address = endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        string message = $"The address answers with a web page, not as an interface for models: check the Endpoint ({address}).";
        return new ProviderException(new ProviderFailure(FailureKind.Malformed, message), cause);
    }

    /// <summary>Whether a body is a web page: HTML begins with a bracket, which no protocol's answer does.</summary>
    public static bool IsWebPage(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> start = body.TrimStart("\uFEFF \t\r\n"u8);
        return !start.IsEmpty && start[0] == (byte)'<';
    }

    /// <summary>The body without the byte order mark that some servers and proxies begin it with.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;

    /// <summary>Whether a response says that it is a web page; false where there is none. Some servers say so of every answer.</summary>
    public static bool IsWebPage(HttpResponseMessage? response) => response?.Content.Headers.ContentType?.MediaType is "text/html";

    /// <summary>Reads an answer's body to its end.</summary>
    /// <exception cref="ProviderException">It is larger than the limit or corrupt, or the connection broke before its end.</exception>
    public static async ValueTask ReadWholeAsync(HttpResponseMessage response, PooledBufferWriter body, int limit,
        CancellationToken cancellationToken)
    {
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int hint = 1;
            while (true)
            {
                int read = await stream.ReadAsync(body.GetMemory(hint, largest: limit + 1), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                body.Advance(read);
                if (body.WrittenCount > limit)
                {
                    throw new ProviderException(new ProviderFailure(FailureKind.Malformed,
                        $"The provider's answer is larger than {limit} bytes (MaxAnswerBytes)."));
                }

                hint = body.WrittenCount >= ByteArrays.LargestPooled ? Left(response, body.WrittenCount, limit) : 1;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The provider had begun its answer, which it may bill; a refused connection is never billed.
            throw new ProviderException(
                new ProviderFailure(FailureKind.Truncated, "The connection broke before the answer was complete."), exception);
        }
        catch (Exception exception) when (CompressedBody.IsCorrupt(exception))
        {
            throw Corrupt(exception);
        }
    }

    // Once the server has shown that it sends much, the buffer gets the length that it said, instead of doubling; a length alone would take
    // the memory without a byte sent. One byte more finds the end.
    private static int Left(HttpResponseMessage response, int read, int limit) =>
        response.Content.Headers.ContentLength is { } length && length >= read && length <= limit ? (int)length - read + 1 : 1;

    /// <summary>
    /// Reads an error's body up to a limit, or to where the connection breaks: the status is enough to classify the failure.
    /// </summary>
    public static async ValueTask ReadErrorAsync(HttpResponseMessage response, PooledBufferWriter body, int limit,
        CancellationToken cancellationToken)
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
            // The status classifies the failure without the rest of the body.
        }
    }

    /// <summary>
    /// Reads the rest of a body after the last event of its stream, so that the connection can serve the next request. The caller does not
    /// wait for it. The connection of a server that does not end the body is closed.
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
            catch (Exception exception) when (
                exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException
                || CompressedBody.IsCorrupt(exception))
            {
                // The answer is complete. Only the connection is lost.
            }
        }
    }
}
