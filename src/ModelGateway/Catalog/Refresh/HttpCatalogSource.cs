using System.Net;
using System.Net.Http.Headers;
using ModelGateway.Buffers;
using ModelGateway.Catalog.Models;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Catalog.Refresh;

/// <summary>A catalog at an address. Conditional requests fetch it only after a change; time and size are limited.</summary>
internal sealed class HttpCatalogSource(
    CatalogLocation location,
    HttpMessageInvoker http,
    IReadOnlyList<KeyValuePair<string, string>> headers,
    TimeProvider time) : ICatalogSource
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    public TimeSpan UsualInterval => TimeSpan.FromDays(1);

    public bool IsRemote => true;

    public async ValueTask<CatalogBytes?> ReadAsync(CatalogContent? last, bool isAskedFor, CancellationToken cancellationToken)
    {
        using CancellationTokenSource clock = new(RequestTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = Request(last);
            using HttpResponseMessage response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified && last is not null)
            {
                return null;
            }

            ThrowIfNotOk(response);
            string? tag = response.Headers.NonValidated.TryGetValues("ETag", out HeaderStringValues tags) ? tags.ToString() : null;
            ReadOnlyMemory<byte> body = await ReadAsync(response, either.Token).ConfigureAwait(false);
            return new CatalogBytes(body, tag, response.Content.Headers.LastModified);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer in full within {RequestTimeout.TotalSeconds:0} s", exception);
        }
        catch (Exception exception) when (exception is not (CatalogException or OperationCanceledException or OutOfMemoryException))
        {
            bool isTransport = exception is HttpRequestException or IOException or TimeoutException || CompressedBody.IsCorrupt(exception);
            throw Failed($"cannot be {(isTransport ? "had" : "used")}: {exception.Message}", exception);
        }
    }

    private void ThrowIfNotOk(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Failed(response.Headers.Location is null
                ? $"answered with status {status}"
                : $"answered with a redirect (status {status}), which is not followed: set Location to where it leads");
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read = -1; read != 0 && body.Length <= limit;)
        {
            read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = default;
        bool isTooLarge = response.Content.Headers.ContentLength > CatalogLimits.FileBytes;
        if (!isTooLarge)
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            body = await ReadBodyAsync(stream, CatalogLimits.FileBytes, cancellationToken).ConfigureAwait(false);
        }

        return isTooLarge || body.Length > CatalogLimits.FileBytes
            ? throw Failed($"is larger than {CatalogLimits.FileBytes >> 20} MiB")
            : body;
    }

    private HttpRequestMessage Request(CatalogContent? last)
    {
        HttpRequestMessage request = new(HttpMethod.Get, location.Address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (last?.EntityTag is { } tag && HeaderText.IsSendable(tag))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }
        else if (last?.Modified is { } modified)
        {
            request.Headers.IfModifiedSince = modified;
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    // An address may hold a signature or a password.
    private static IEnumerable<string> Secrets(Uri address) =>
        [address.UserInfo, .. address.UserInfo.Split(':'),
            .. address.Query.Split('?', '&').Select(static pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])];

    private CatalogException Failed(string problem, Exception? exception = null)
    {
        SecretMask mask = new([], [.. HeaderSecrets.Find(headers), .. Secrets(location.Address!)]);
        return new CatalogException(location.Name, null, null, mask.Apply(problem),
            exception is not null && MaskedException.IsNeeded(exception, mask) ? new MaskedException(exception, mask) : exception);
    }
}
