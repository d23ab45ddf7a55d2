using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Providers.Secrets;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Sends requests to one provider over HTTP, in its protocol. Attempts retry and time out; this class does neither. It calls the handlers
/// of the HTTP client directly: <see cref="HttpClient"/> would link two more cancellations to every request.
/// </summary>
internal sealed class HttpModelClient(
    IProtocol protocol,
    Uri endpoint,
    HttpMessageInvoker http,
    HttpRequestHeaders? headers,
    TimeProvider time,
    Func<CancellationToken, ValueTask<string>>? tokenCallback = null) : IModelClient
{
    private const int MaxErrorBytes = 64 * 1024;
    private readonly RequestFactory _requests = new(protocol, endpoint, headers, time);
    private readonly SecretMasks _masks = new([], headers is null ? [] : HeaderSecrets.Find(
        from header in headers.NonValidated from value in header.Value select KeyValuePair.Create(header.Key, value)));
    private readonly TokenSource? _tokens = tokenCallback is null ? null : new(tokenCallback);

    public string TelemetryName => protocol.TelemetryName;

    public ApiReach Apis { get; init; }

    /// <summary>Says what a configured address was probably meant to be; null for the vendor's own.</summary>
    public EndpointAdvice? Advice { get; init; }

    public Uri Endpoint => endpoint;

    public bool HonoursCancellation => true;

    public bool UsesTokens => _tokens is not null;

    /// <summary>Whether the provider lists its models.</summary>
    public bool ListsModels => protocol.ModelList is not null;

    public DeploymentFeatures GetFeatures(string modelId)
    {
        CapabilityFlags lacks = protocol.GetLacks(modelId);
        if (protocol.Embeddings is not { HasDimensions: true })
        {
            lacks |= CapabilityFlags.AdjustableDimensions;
        }

        return new DeploymentFeatures
        {
            HonoursCancellation = true,
            Capabilities = new CapabilitySet(CapabilityFlags.Streaming & ~lacks, lacks)
        };
    }

    public SecretMask MaskFor(string? secret) => _masks.For(secret);

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => protocol.FindSchemaDialect(modelId, isStrict);

    public bool MustStream(ChatCall call) => protocol.MustStream(call);

    public EmbeddingLimits? GetEmbeddingLimits(string modelId) =>
        protocol.Embeddings is { } embeddings ? new EmbeddingLimits(embeddings.MaxInputsOf(modelId), embeddings.MaxTokens) : null;

    public Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken) =>
        SendAsync<ChatExchange, ChatResponse>(new ChatExchange(call), transport, cancellationToken);

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
        protocol.Embeddings is null
            ? throw Unsupported("embeddings")
            : SendAsync<EmbeddingExchange, GeneratedEmbeddings<Embedding<float>>>(new EmbeddingExchange(
                call), transport, cancellationToken);

    /// <summary>Reads one page of the list of models, and appends its models.</summary>
    /// <returns>The next page's token; null after the last.</returns>
    public Task<string?> GetModelsAsync(
        string? pageToken, ICollection<DiscoveredModel> models, CallTransport transport, CancellationToken cancellationToken) =>
        SendAsync<ModelListExchange, string?>(
            new ModelListExchange(protocol.ModelList ?? throw Unsupported("list of models"), pageToken, models), transport,
            cancellationToken);

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
            using IStreamFrames events = protocol.CreateFrames(stream, call.Limits.Events);
            IChatStreamReader reader = protocol.CreateStreamReader(call);
            transport.Stream = reader;
            List<ChatResponseUpdate> updates = new(4);
            AnswerMask mask = new(_masks.For(transport.Secret), call.ModelId);
            ChatResponseUpdate? last = null;
            HttpResponseMessage? unread = response;
            HttpResponseMessage? untold = protocol.ServiceTierHeader is null ? null : response;
            while (!reader.IsEnded && await ReadEventAsync(events, reader, unread, cancellationToken).ConfigureAwait(false))
            {
                ReadUpdates(reader, events, updates, transport, unread);
                unread = null;
                ToolNaming.Restore(call, updates);
                TellTier(ref untold, updates, call);
                ended = reader.IsEnded ? stream : null;
                for (int i = 0; i < updates.Count; i++)
                {
                    mask.Apply(updates[i], ref last);
                    yield return updates[i];
                }

                updates.Clear();
            }

            Finish(reader, updates);
            ToolNaming.Restore(call, updates);
            TellTier(ref untold, updates, call);
            for (int i = 0; i < updates.Count; i++)
            {
                mask.Apply(updates[i], ref last);
                yield return updates[i];
            }
        }
        finally
        {
            Close(response, ended);
        }
    }

    /// <summary>Opens a connection, so that the first request need not. The provider's answer is ignored.</summary>
    public async Task PreWarmAsync(TimeSpan? connectTimeout, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        GatewayHttpHandler.Attach(request, new CallTransport { Timeouts = new() { Connect = connectTimeout, Total = connectTimeout } });
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public object? GetService(Type serviceType, object? serviceKey) => null;

    public void Dispose() => http.Dispose();

    // The response is given until something was read of it: it may be no stream at all.
    private void ReadUpdates(IChatStreamReader reader, IStreamFrames events,
        List<ChatResponseUpdate> updates, CallTransport transport, HttpResponseMessage? unread)
    {
        try
        {
            reader.Read(events.EventType, events.Data, updates);
        }
        catch (ProviderException exception) when (KeepUsage(events.Data, transport) && ResponseBody.IsWebPage(unread))
        {
            throw ResponseBody.WebPage(endpoint, exception);
        }
    }

    // Used in the filters of exceptions, while the body is there. Always true: the exception goes on as it was thrown.
    private bool KeepUsage(ReadOnlySpan<byte> json, CallTransport transport) => transport.Found(protocol.Usage.Find(json));

    // False at the end of a complete stream. A stream that ends before its terminal event is an error.
    private async ValueTask<bool> ReadEventAsync(
        IStreamFrames events, IChatStreamReader reader, HttpResponseMessage? unread, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (ProviderException exception) when (ResponseBody.IsWebPage(unread))
        {
            throw ResponseBody.WebPage(endpoint, exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // After its terminal event an answer is complete even if the connection breaks, unless the protocol allows text after the
            // event.
            return reader.IsComplete && !reader.EndsWithConnection ? false
                : throw new StreamTruncatedException("The connection broke before the stream's terminal event.", exception);
        }
        catch (Exception exception) when (CompressedBody.IsCorrupt(exception))
        {
            return reader.IsComplete ? false : throw ResponseBody.Corrupt(exception);
        }

        return reader.IsComplete ? false
            : throw (ResponseBody.IsWebPage(unread) ? ResponseBody.WebPage(endpoint)
                : new StreamTruncatedException("The stream ended without its terminal event."));
    }

    private void TellTier(ref HttpResponseMessage? untold, List<ChatResponseUpdate> updates, ChatCall call)
    {
        if (untold is not null && updates is [ChatResponseUpdate first, ..])
        {
            first.AdditionalProperties = new ServedTier(protocol, untold.Headers).AddTo(first.AdditionalProperties, call);
            untold = null;
        }
    }

    private static void Finish(IChatStreamReader reader, List<ChatResponseUpdate> updates)
    {
        if (!reader.IsComplete)
        {
            throw new StreamTruncatedException("The stream's last event came before the answer had ended.");
        }

        reader.Finish(updates);
    }

    // The rest of a complete stream is drained, so that its connection serves the next request.
    private void Close(HttpResponseMessage response, Stream? ended)
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

    private ProviderException Unsupported(string what) =>
        new(new ProviderFailure(FailureKind.Unsupported, $"The protocol {protocol.Protocol} has no {what}."));

    private ValueTask<ProviderCredential> GetCredentialAsync(CallTransport transport, CancellationToken cancellationToken) =>
        _tokens is null ? new(new ProviderCredential(transport.Secret)) : _tokens.GetAsync(transport, cancellationToken);

    private async Task<TResult> SendAsync<TExchange, TResult>(
        TExchange exchange, CallTransport transport, CancellationToken cancellationToken)
        where TExchange : struct, IHttpExchange<TResult>
    {
        ProviderCredential credential = await GetCredentialAsync(transport, cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage request = exchange.CreateRequest(_requests, transport, credential);
        using HttpResponseMessage response = await SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        using PooledBufferWriter body = new();
        try
        {
            await ResponseBody.ReadWholeAsync(response, body, exchange.MaxBytes, cancellationToken).ConfigureAwait(false);
            TResult result = !ResponseBody.IsWebPage(body.WrittenSpan)
                ? exchange.Read(protocol, new ServedTier(protocol, response.Headers), ResponseBody.WithoutMark(body.WrittenSpan))
                : throw ResponseBody.WebPage(endpoint);
            exchange.Mask(result, new AnswerMask(_masks.For(transport.Secret), exchange.Model));
            return result;
        }
        catch (Exception) when (!KeepUsage(body.WrittenSpan, transport))
        {
            throw;
        }
    }

    private async ValueTask<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CallTransport transport, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        transport.Sent = true;
        transport.ProviderRequestId = _masks.For(transport.Secret).Apply(RequestIdHeaders.Find(response));
        transport.RateLimits = RateLimitHeaders.Read(response.Headers, time, protocol.RequestLimitPeriod);
        return response.IsSuccessStatusCode ? response
            : throw await ReadErrorAsync(response, transport, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ProviderException> ReadErrorAsync(
        HttpResponseMessage response, CallTransport transport, CancellationToken cancellationToken)
    {
        using (response)
        {
            using PooledBufferWriter body = new();
            await ResponseBody.ReadErrorAsync(response, body, MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            KeepUsage(body.WrittenSpan, transport);
            DateTimeOffset now = time.GetUtcNow();
            ReadOnlySpan<byte> said = ResponseBody.WithoutMark(body.WrittenSpan[..Math.Min(body.WrittenCount, MaxErrorBytes)]);
            ProviderFailure failure = protocol.ReadError((int)response.StatusCode, response.Headers, said, now);
            failure = failure with
            {
                ProviderRequestId = failure.ProviderRequestId ?? transport.ProviderRequestId,
                RetryAfter = failure.RetryAfter
                    ?? (failure.Kind == FailureKind.RateLimited ? transport.RateLimits?.TimeUntilReset(now) : null),
            };
            return new ProviderException(Advice?.Complete(failure) ?? failure);
        }
    }
}
