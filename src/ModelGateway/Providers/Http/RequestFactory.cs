using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using ModelGateway.Buffers;
using ModelGateway.Failures;
using ModelGateway.Protocols;

namespace ModelGateway.Providers.Http;

/// <summary>Makes the HTTP requests of one provider: address, headers, and the body that its adapter writes.</summary>
internal sealed class RequestFactory(IProtocol adapter, Uri endpoint, HttpRequestHeaders? headers, TimeProvider time)
{
    // Paths can hold names of models, which come from requests.
    private const int MaxAddresses = 256;
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    private readonly IRequestSigner? _signer = adapter as IRequestSigner;

    /// <summary>A chat, or texts to embed.</summary>
    public HttpRequestMessage Create(ProviderCall call, CallTransport transport, in ProviderCredential credential)
    {
        PooledBufferWriter body = new();
        try
        {
            (HttpMethod method, Uri address) = Write(body, call);
            HttpRequestMessage request = new(method, address)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                Content = method == HttpMethod.Get ? null : new PooledJsonContent(body, transport),
            };
            Complete(request, body.WrittenSpan, transport, credential, call as ChatCall);
            if (request.Content is null)
            {
                body.Dispose();
            }

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
        Complete(request, [], transport, credential, chat: null);
        return request;
    }

    private void Complete(HttpRequestMessage request, ReadOnlySpan<byte> body, CallTransport transport, in ProviderCredential credential, ChatCall? chat)
    {
        if (headers is not null)
        {
            CopyHeaders(headers, request.Headers);
        }

        adapter.WriteHeaders(request.Headers, credential);
        if (chat is not null)
        {
            adapter.WriteHeaders(request.Headers, chat);
        }

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
    private (HttpMethod Method, Uri Address) Write(PooledBufferWriter body, ProviderCall call)
    {
        try
        {
            if (call is EmbeddingCall embedding)
            {
                adapter.Embeddings!.WriteRequest(body, embedding);
                return (HttpMethod.Post, Address(adapter.Embeddings.GetPath(embedding)));
            }

            ChatCall chat = (ChatCall)call;
            HttpMethod method = adapter.GetMethod(chat);
            adapter.WriteRequest(body, chat);

            // What is read by an id has an address of its own, which nobody asks for often enough to keep.
            return (method, method == HttpMethod.Get ? new Uri(endpoint, adapter.GetPath(chat)) : Address(adapter.GetPath(chat)));
        }
        catch (Exception exception) when (exception is not (ProviderException or OutOfMemoryException))
        {
            string cause = Redaction.MaskKeys($"{exception.GetType().Name}: {exception.Message}");
            throw new ProviderException(
                new ProviderFailure(FailureKind.InvalidRequest, $"The request could not be written: {cause}"), exception);
        }
    }
}
