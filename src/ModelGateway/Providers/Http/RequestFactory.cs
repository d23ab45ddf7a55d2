using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using ModelGateway.Buffers;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Histories;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Providers.Http;

/// <summary>Creates the HTTP requests of one provider: address, headers, and the body that its protocol writes.</summary>
internal sealed class RequestFactory(IProtocol protocol, Uri endpoint, HttpRequestHeaders? headers, TimeProvider time)
{
    // Paths may contain names of models, which callers choose: the number of addresses that are kept is bounded.
    private const int MaxAddresses = 256;
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    private readonly IRequestSigner? _signer = protocol as IRequestSigner;

    // Read once: copying from the headers of a request allocates.
    private readonly KeyValuePair<string, string>[] _headers = headers is null ? []
        : [.. from header in headers.NonValidated from value in header.Value select KeyValuePair.Create(header.Key, value)];

    /// <summary>Creates a chat or an embedding request.</summary>
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

    /// <summary>Creates a request without a body, such as for a list.</summary>
    public HttpRequestMessage CreateGet(string path, CallTransport transport, in ProviderCredential credential)
    {
        // The address is not kept: the path may contain a page's token.
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(endpoint, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Complete(request, [], transport, credential, chat: null);
        return request;
    }

    private void Complete(
        HttpRequestMessage request, ReadOnlySpan<byte> body, CallTransport transport, in ProviderCredential credential, ChatCall? chat)
    {
        foreach ((string name, string value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        protocol.WriteHeaders(request.Headers, credential);
        if (chat is not null)
        {
            WriteHeaders(request.Headers, chat);
        }

        _signer?.Sign(request, body, credential, time.GetUtcNow());
        GatewayHttpHandler.Attach(request, transport);
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

    // Objects of the caller may fail when they are written (a cycle, a type without a contract, a getter that throws). That is an invalid
    // request, not a failure of the provider.
    private (HttpMethod Method, Uri Address) Write(PooledBufferWriter body, ProviderCall call)
    {
        try
        {
            if (call is EmbeddingCall embedding)
            {
                protocol.Embeddings!.WriteRequest(body, embedding);
                return (HttpMethod.Post, Address(protocol.Embeddings.GetPath(embedding)));
            }

            ChatCall chat = (ChatCall)call;
            bool hasCalls = HistoryMender.Mend(chat, protocol.TakesApprovals(chat));
            ToolNaming.Apply(chat, protocol.GetToolNames(chat.ModelId), hasCalls);
            HttpMethod method = protocol.GetMethod(chat);
            protocol.WriteRequest(body, chat);

            // The address of a stored answer contains its id. It is not kept, as it is rarely used twice.
            return (method, method == HttpMethod.Get ? new Uri(endpoint, protocol.GetPath(chat)) : Address(protocol.GetPath(chat)));
        }
        catch (Exception exception) when (exception is not (ProviderException or OutOfMemoryException))
        {
            throw Unwritable(exception);
        }
    }

    // Options that become headers are objects of the caller too.
    private void WriteHeaders(HttpRequestHeaders into, ChatCall chat)
    {
        try
        {
            protocol.WriteHeaders(into, chat);
        }
        catch (Exception exception) when (exception is not (ProviderException or OutOfMemoryException))
        {
            throw Unwritable(exception);
        }
    }

    private static ProviderException Unwritable(Exception exception)
    {
        string cause = Redaction.MaskKeys($"{exception.GetType().Name}: {exception.Message}");
        return new ProviderException(
            new ProviderFailure(FailureKind.InvalidRequest, $"The request could not be written: {cause}"), exception);
    }
}
