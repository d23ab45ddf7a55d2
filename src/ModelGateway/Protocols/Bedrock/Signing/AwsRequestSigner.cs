using System.Net.Http.Headers;

namespace ModelGateway.Protocols.Bedrock.Signing;

/// <summary>
/// Signs an HTTP request as it will be sent: its host, content type and AWS's own headers; proxies may change the others.
/// </summary>
internal sealed class AwsRequestSigner(string region, string service)
{
    private readonly AwsSigV4 _signature = new(region, service);
    private long _correction;

    /// <summary>
    /// Measures by how much the local clock is wrong after a signature was refused for its time. Later signatures use the service's time.
    /// </summary>
    public void Correct(DateTimeOffset actual, DateTimeOffset now) => Volatile.Write(ref _correction, (actual - now).Ticks);

    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, in AwsCredentials credentials, DateTimeOffset now)
    {
        string timestamp = AwsSigV4.Timestamp(now.AddTicks(Volatile.Read(ref _correction)));
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("X-Amz-Date", timestamp);
        if (credentials.SessionToken is not null)
        {
            headers.TryAddWithoutValidation("X-Amz-Security-Token", credentials.SessionToken);
        }

        Uri address = request.RequestUri!;
        AwsCanonicalRequest canonical = AwsCanonicalRequest.Create(
            request.Method.Method, address.AbsolutePath, address.Query.TrimStart('?'), Signed(request), body);
        headers.TryAddWithoutValidation("Authorization", _signature.Authorize(canonical, credentials, timestamp));
    }

    private static List<KeyValuePair<string, string>> Signed(HttpRequestMessage request)
    {
        List<KeyValuePair<string, string>> signed = new(4) { new("host", request.Headers.Host ?? HostOf(request.RequestUri!)) };
        foreach (KeyValuePair<string, HeaderStringValues> header in request.Headers.NonValidated)
        {
            if (header.Key.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase))
            {
                signed.Add(new(header.Key, header.Value.ToString()));
            }
        }

        if (request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) is true)
        {
            signed.Add(new("content-type", type.ToString()));
        }

        return signed;
    }

    // The same form that the HTTP client sends.
    private static string HostOf(Uri address)
    {
        string host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return address.IsDefaultPort ? host : $"{host}:{address.Port}";
    }
}
