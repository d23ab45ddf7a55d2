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

    /// <summary>A request that has a body: a chat or texts to embed.</summary>
    public HttpRequestMessage Create(ProviderCall call, CallTransport transport, in ProviderCredential credential)
    {
        PooledBufferWriter body = new();
        try
        {
            HttpRequestMessage request = new(HttpMethod.Post, WriteRequest(body, call))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                Content = new PooledJsonContent(body, transport),
            };
            Complete(request, body.WrittenSpan, transport, credential);
            return request;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>A request that only asks, such as for a list.</summary>
    public HttpRequestMessage CreateGet(string path, CallTransport transport, in ProviderCredential credential)
    {
        // Not among the known addresses: the path may hold a page's token.
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(endpoint, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Complete(request, [], transport, credential);
        return request;
    }

    private void Complete(HttpRequestMessage request, ReadOnlySpan<byte> body, CallTransport transport, in ProviderCredential credential)
    {
        if (headers is not null)
        {
            CopyHeaders(headers, request.Headers);
        }

        adapter.WriteHeaders(request.Headers, credential);
        _signer?.Sign(request, body, credential, time.GetUtcNow());
        GatewayHttpHandler.Attach(request, transport);
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
    private Uri WriteRequest(PooledBufferWriter body, ProviderCall call)
    {
        try
        {
            if (call is ChatCall chat)
            {
                adapter.WriteRequest(body, chat);
                return Address(adapter.GetPath(chat));
            }

            EmbeddingCall embedding = (EmbeddingCall)call;
            adapter.Embeddings!.WriteRequest(body, embedding);
            return Address(adapter.Embeddings.GetPath(embedding));
        }
        catch (Exception exception) when (exception is not (ProviderException or OutOfMemoryException))
        {
            string cause = Redaction.MaskKeys($"{exception.GetType().Name}: {exception.Message}");
            throw new ProviderException(
                new ProviderFailure(FailureKind.InvalidRequest, $"The request could not be written: {cause}"), exception);
        }
    }
}
