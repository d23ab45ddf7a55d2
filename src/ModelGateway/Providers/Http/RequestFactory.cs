using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Http;

/// <summary>Makes the HTTP requests of one provider: address, headers, and the body that its adapter writes.</summary>
internal sealed class RequestFactory(IProviderAdapter adapter, Uri endpoint, HttpRequestHeaders? headers, TimeProvider time)
{
    // Paths can hold names of models, which come from requests.
    private const int MaxAddresses = 256;
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    private readonly IRequestSigner? _signer = adapter as IRequestSigner;

    public HttpRequestMessage Create(ChatCall call, CallTransport transport, in ProviderCredential credential)
    {
        PooledBufferWriter body = new();
        try
        {
            HttpMethod method = adapter.GetMethod(call);
            HttpRequestMessage request = new(method, WriteRequest(body, call, method))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                Content = method == HttpMethod.Get ? null : new PooledJsonContent(body, transport),
            };
            if (headers is not null)
            {
                CopyHeaders(headers, request.Headers);
            }

            adapter.WriteHeaders(request.Headers, credential);
            adapter.WriteHeaders(request.Headers, call);
            _signer?.Sign(request, body.WrittenSpan, credential, time.GetUtcNow());
            GatewayHttpHandler.Attach(request, transport);
            return request;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static void CopyHeaders(HttpRequestHeaders from, HttpRequestHeaders to)
    {
        foreach (KeyValuePair<string, HeaderStringValues> header in from.NonValidated)
        {
            to.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    private Uri Address(string path)
    {
        if (!_addresses.TryGetValue(path, out Uri? address))
        {
            address = new Uri(endpoint, path);
            if (_addresses.Count < MaxAddresses)
            {
                _addresses.TryAdd(path, address);
            }
        }

        return address;
    }

    // What the caller's own objects do when they are written (a cycle, a type without contract, a getter that throws) is no fault of the provider.
    private Uri WriteRequest(PooledBufferWriter body, ChatCall call, HttpMethod method)
    {
        try
        {
            adapter.WriteRequest(body, call);

            // What is read by an id has an address of its own, which nobody asks for often enough to keep.
            return method == HttpMethod.Get ? new Uri(endpoint, adapter.GetPath(call)) : Address(adapter.GetPath(call));
        }
        catch (Exception exception) when (exception is not (ProviderException or OutOfMemoryException))
        {
            string cause = Redaction.MaskKeys($"{exception.GetType().Name}: {exception.Message}");
            throw new ProviderException(
                new ProviderFailure(FailureKind.InvalidRequest, $"The request could not be written: {cause}"), exception);
        }
    }
}
