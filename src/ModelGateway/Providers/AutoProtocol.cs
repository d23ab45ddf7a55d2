using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>Chat Completions, and Responses for the calls that say so. Both frame streams and errors alike.</summary>
internal sealed class AutoProtocol(IProtocol chat, IProtocol responses) : IProtocol
{
    public string Protocol => chat.Protocol;

    public string TelemetryName => chat.TelemetryName;

    public QuotaPeriod? RequestLimitPeriod => chat.RequestLimitPeriod;

    public string? ServiceTierHeader => chat.ServiceTierHeader;

    public IEmbeddingProtocol? Embeddings => chat.Embeddings;

    public IModelListProtocol? ModelList => chat.ModelList;

    public CapabilityFlags Lacks => chat.Lacks;

    public CapabilityFlags GetLacks(string modelId) => chat.GetLacks(modelId);

    public ToolNameRule GetToolNames(string modelId) => chat.GetToolNames(modelId);

    public UsageProbe Usage { get; } = chat.Usage.Or(responses.Usage);

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => chat.FindSchemaDialect(modelId, isStrict);

    public bool TakesApprovals(ChatCall call) => For(call).TakesApprovals(call);

    public HttpMethod GetMethod(ChatCall call) => For(call).GetMethod(call);

    public string GetPath(ChatCall call) => For(call).GetPath(call);

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) => chat.WriteHeaders(headers, credential);

    public void WriteHeaders(HttpRequestHeaders headers, ChatCall call) => For(call).WriteHeaders(headers, call);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => For(call).WriteRequest(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => For(call).ReadResponse(body, call);

    public IStreamFrames CreateFrames(Stream stream, EventBudget? budget = null) => chat.CreateFrames(stream, budget);

    public bool MustStream(ChatCall call) => For(call).MustStream(call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => For(call).CreateStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        chat.ReadError(statusCode, headers, body, now);

    private IProtocol For(ChatCall call) => call.Api == ProviderApi.Responses ? responses : chat;
}
