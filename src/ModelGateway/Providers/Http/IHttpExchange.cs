using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Providers.Secrets;

namespace ModelGateway.Providers.Http;

/// <summary>
/// One kind of request whose answer is read whole. Implemented by structs that hold what is asked for, so that
/// <see cref="HttpModelClient"/> sends and reads all kinds by one method without allocating more.
/// </summary>
internal interface IHttpExchange<TResult>
{
    /// <summary>The most bytes that the answer may have.</summary>
    int MaxBytes { get; }

    HttpRequestMessage CreateRequest(RequestFactory requests, CallTransport transport, in ProviderCredential credential);

    /// <summary>Reads the answer.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="tier">The class of service that its headers name.</param>
    /// <param name="body">The body.</param>
    TResult Read(IProtocol protocol, in ServedTier tier, ReadOnlySpan<byte> body);

    /// <summary>The model that is asked; null where the request is about none.</summary>
    string? Model { get; }

    /// <summary>Removes the request's secrets from what the answer says beside its contents.</summary>
    void Mask(TResult result, AnswerMask mask);
}

internal readonly struct ChatExchange(ChatCall call) : IHttpExchange<ChatResponse>
{
    public int MaxBytes => call.Bound.Limit;

    public string? Model => call.ModelId;

    public HttpRequestMessage CreateRequest(RequestFactory requests, CallTransport transport, in ProviderCredential credential) =>
        requests.Create(call, transport, credential);

    public ChatResponse Read(IProtocol protocol, in ServedTier tier, ReadOnlySpan<byte> body)
    {
        ChatResponse response = protocol.ReadResponse(body, call);
        response.AdditionalProperties = tier.AddTo(response.AdditionalProperties, call);
        for (int i = 0; i < response.Messages.Count && call.ToolNames is not null; i++)
        {
            ToolNaming.Restore(call, response.Messages[i].Contents);
        }

        return response;
    }

    public void Mask(ChatResponse result, AnswerMask mask) => mask.Apply(result);
}

internal readonly struct EmbeddingExchange(EmbeddingCall call) : IHttpExchange<GeneratedEmbeddings<Embedding<float>>>
{
    public int MaxBytes => call.Bound.Limit;

    public string? Model => call.ModelId;

    public HttpRequestMessage CreateRequest(RequestFactory requests, CallTransport transport, in ProviderCredential credential) =>
        requests.Create(call, transport, credential);

    public GeneratedEmbeddings<Embedding<float>> Read(IProtocol protocol, in ServedTier tier, ReadOnlySpan<byte> body) =>
        protocol.Embeddings!.ReadResponse(body, call);

    public void Mask(GeneratedEmbeddings<Embedding<float>> result, AnswerMask mask) => mask.Apply(result);
}

/// <summary>One page of the list of models. Reading it returns the next page's token, null after the last.</summary>
internal readonly struct ModelListExchange(IModelListProtocol list, string? pageToken, ICollection<DiscoveredModel> models)
    : IHttpExchange<string?>
{
    public int MaxBytes => 16 * 1024 * 1024;

    public string? Model => null;

    public HttpRequestMessage CreateRequest(RequestFactory requests, CallTransport transport, in ProviderCredential credential) =>
        requests.CreateGet(list.GetPath(pageToken), transport, credential);

    public string? Read(IProtocol protocol, in ServedTier tier, ReadOnlySpan<byte> body) => list.Read(body, models);

    public void Mask(string? result, AnswerMask mask)
    {
        // The models' names are the contents.
    }
}
