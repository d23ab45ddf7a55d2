using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Reaches one provider over HTTP through its adapter. It neither retries nor times: the attempt that it serves does. It calls the
/// handlers of the HTTP client without that client's own clock and bookkeeping, which would link two more cancellations to every request.
/// </summary>
internal sealed class HttpModelClient(
    IProtocol adapter,
    Uri endpoint,
    HttpMessageInvoker http,
    HttpRequestHeaders? headers,
    TimeProvider time,
    Func<CancellationToken, ValueTask<string>>? tokenCallback = null) : IModelClient
{
    private const int MaxResponseBytes = 128 * 1024 * 1024;
    private const int MaxListBytes = 16 * 1024 * 1024;
    private const int MaxErrorBytes = 64 * 1024;
    private static readonly string[] RequestIdHeaders =
    [
        "x-request-id", "request-id", "apim-request-id", "x-ms-request-id", "x-goog-request-id", "x-amzn-requestid", "mistral-correlation-id",
        "x-debug-trace-id", "x-generation-id", "x-litellm-call-id", "x-portkey-trace-id", "x-ds-trace-id",
    ];
    private readonly RequestFactory _requests = new(adapter, endpoint, headers, time);
    private readonly TokenSource? _tokens = tokenCallback is null ? null : new(tokenCallback);

    public string TelemetryName => adapter.TelemetryName;

    public Uri Endpoint => endpoint;

    public bool HonoursCancellation => true;

    public bool UsesTokens => _tokens is not null;

    public DeploymentFeatures GetFeatures(string modelId)
    {
        CapabilityFlags lacks = adapter.Lacks;
        if (adapter.Embeddings is not { HasDimensions: true })
        {
            lacks |= CapabilityFlags.AdjustableDimensions;
        }

        return new DeploymentFeatures { HonoursCancellation = true, Capabilities = new CapabilitySet(CapabilityFlags.Streaming & ~lacks, lacks) };
    }

    /// <summary>Whether the provider lists its models.</summary>
    public bool ListsModels => adapter.ModelList is not null;

    public EmbeddingLimits? GetEmbeddingLimits(string modelId) =>
        adapter.Embeddings is { } embeddings ? new EmbeddingLimits(embeddings.MaxInputsOf(modelId), embeddings.MaxTokens) : null;

    public async Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken)
    {
        ProviderCredential credential = await GetCredentialAsync(transport, cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage request = _requests.Create(call, transport, credential);
        using HttpResponseMessage response = await SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        using PooledBufferWriter body = new();
        await ResponseBody.ReadWholeAsync(response, body, MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return adapter.ReadResponse(body.WrittenSpan, call);
        }
        catch (ProviderException exception) when (SecretMask.Reveals(exception.Failure, transport.Secret))
        {
            throw new ProviderException(SecretMask.Apply(exception.Failure, transport.Secret));
        }
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken)
    {
        IEmbeddingProtocol embeddings = adapter.Embeddings
            ?? throw new ProviderException(new ProviderFailure(FailureKind.Unsupported, $"The protocol {adapter.Protocol} has no embeddings."));
        ProviderCredential credential = await GetCredentialAsync(transport, cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage request = _requests.Create(call, transport, credential);
        using HttpResponseMessage response = await SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        using PooledBufferWriter body = new();
        await ResponseBody.ReadWholeAsync(response, body, MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return embeddings.ReadResponse(body.WrittenSpan, call);
        }
        catch (ProviderException exception) when (SecretMask.Reveals(exception.Failure, transport.Secret))
        {
            throw new ProviderException(SecretMask.Apply(exception.Failure, transport.Secret));
        }
    }

    /// <summary>Reads one page of the list of models, and appends its models.</summary>
    /// <returns>The next page's token; null after the last.</returns>
    public async Task<string?> GetModelsAsync(
        string? pageToken, ICollection<DiscoveredModel> models, CallTransport transport, CancellationToken cancellationToken)
    {
        IModelListProtocol list = adapter.ModelList
            ?? throw new ProviderException(new ProviderFailure(FailureKind.Unsupported, $"The protocol {adapter.Protocol} has no list of models."));
        ProviderCredential credential = await GetCredentialAsync(transport, cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage request = _requests.CreateGet(list.GetPath(pageToken), transport, credential);
        using HttpResponseMessage response = await SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        using PooledBufferWriter body = new();
        await ResponseBody.ReadWholeAsync(response, body, MaxListBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return list.Read(body.WrittenSpan, models);
        }
        catch (ProviderException exception) when (SecretMask.Reveals(exception.Failure, transport.Secret))
        {
            throw new ProviderException(SecretMask.Apply(exception.Failure, transport.Secret));
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ProviderCredential credential = await GetCredentialAsync(transport, cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage request = _requests.Create(call, transport, credential);
        HttpResponseMessage response = await SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        Stream? ended = null;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using IStreamFrames events = adapter.CreateFrames(stream);
            IChatStreamReader reader = adapter.CreateStreamReader(call);
            List<ChatResponseUpdate> updates = new(4);
            while (!reader.IsEnded && await ReadEventAsync(events, reader, cancellationToken).ConfigureAwait(false))
            {
                Read(reader, events, updates, transport);
                ended = reader.IsEnded ? stream : null;
                for (int i = 0; i < updates.Count; i++)
                {
                    yield return updates[i];
                }

                updates.Clear();
            }

            if (!reader.IsComplete)
            {
                throw new StreamTruncatedException("The stream's last event came before the answer had ended.");
            }

            reader.Finish(updates);
            for (int i = 0; i < updates.Count; i++)
            {
                yield return updates[i];
            }
        }
        finally
        {
            if (ended is null)
            {
                response.Dispose();
            }
            else
            {
                _ = ResponseBody.DrainAsync(response, ended, time);
            }
        }
    }

    /// <summary>Opens a connection, so that the first request need not. What the provider answers does not matter.</summary>
    public async Task PreWarmAsync(TimeSpan? connectTimeout, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        GatewayHttpHandler.Attach(request, new CallTransport { Timeouts = new GatewayTimeoutOptions { Connect = connectTimeout, Total = connectTimeout } });
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public object? GetService(Type serviceType, object? serviceKey) => null;

    public void Dispose() => http.Dispose();

    private static void Read(IChatStreamReader reader, IStreamFrames events, List<ChatResponseUpdate> updates, CallTransport transport)
    {
        try
        {
            reader.Read(events.EventType, events.Data, updates);
        }
        catch (ProviderException exception) when (SecretMask.Reveals(exception.Failure, transport.Secret))
        {
            throw new ProviderException(SecretMask.Apply(exception.Failure, transport.Secret));
        }
    }

    // False at the end of a complete stream; a stream that breaks off before its terminal event is an error, however it breaks off.
    private static async ValueTask<bool> ReadEventAsync(IStreamFrames events, IChatStreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Nothing that the protocol requires is missing once its terminal event is there, whatever the connection does then, unless
            // the protocol lets text follow it.
            return reader.IsComplete && !reader.EndsWithConnection ? false
                : throw new StreamTruncatedException("The connection broke before the stream's terminal event.", exception);
        }
        catch (Exception exception) when (CompressedBody.IsCorrupt(exception))
        {
            return reader.IsComplete ? false : throw ResponseBody.Corrupt(exception);
        }

        return reader.IsComplete ? false : throw new StreamTruncatedException("The stream ended without its terminal event.");
    }

    private static string? FindRequestId(HttpResponseMessage response)
    {
        foreach (string name in RequestIdHeaders)
        {
            if (RetryHint.Header(response.Headers, name) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private ValueTask<ProviderCredential> GetCredentialAsync(CallTransport transport, CancellationToken cancellationToken) =>
        _tokens is null ? new(new ProviderCredential(transport.Secret)) : _tokens.GetAsync(transport, cancellationToken);

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, CallTransport transport, CancellationToken cancellationToken)
    {
        HttpResponseMessage response =
            await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        transport.Sent = true;
        transport.ProviderRequestId = FindRequestId(response);
        transport.RateLimits = RateLimitHeaders.Read(response.Headers, time, adapter.RequestLimitPeriod);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            using PooledBufferWriter body = new();
            await ResponseBody.ReadErrorAsync(response, body, MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            ProviderFailure failure = adapter.ReadError(
                (int)response.StatusCode, response.Headers, body.WrittenSpan[..Math.Min(body.WrittenCount, MaxErrorBytes)], time.GetUtcNow());
            failure = failure with
            {
                ProviderRequestId = failure.ProviderRequestId ?? transport.ProviderRequestId,
                RetryAfter = failure.RetryAfter
                    ?? (failure.Kind == FailureKind.RateLimited ? transport.RateLimits?.TimeUntilReset(time.GetUtcNow()) : null),
            };
            throw new ProviderException(SecretMask.Apply(failure, transport.Secret));
        }
    }
}
