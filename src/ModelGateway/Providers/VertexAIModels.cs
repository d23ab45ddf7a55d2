using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Providers;

/// <summary>The models of Vertex AI, each in its own protocol: Claude in Anthropic's, the others in Gemini's.</summary>
internal sealed class VertexAIModels : IProtocol
{
    private static readonly VertexAIProtocol Gemini = VertexAIProtocol.Instance;

    public static readonly VertexAIModels Instance = new(hasPublishers: true);

    private readonly bool _hasPublishers;

    private VertexAIModels(bool hasPublishers)
    {
        _hasPublishers = hasPublishers;
    }

    /// <summary>The models at an address; null for the one of the region.</summary>
    public static VertexAIModels At(Uri? endpoint) =>
        endpoint is not { IsAbsoluteUri: true }
        || endpoint.AbsolutePath.TrimEnd('/').EndsWith("/publishers/google", StringComparison.Ordinal)
            ? Instance
            : new VertexAIModels(hasPublishers: false);

    public string Protocol => Gemini.Protocol;

    public string TelemetryName => Gemini.TelemetryName;

    public IEmbeddingProtocol Embeddings => Gemini.Embeddings;

    public CapabilityFlags Lacks => Gemini.Lacks;

    public UsageProbe Usage { get; } = Gemini.Usage.Or(VertexClaudeProtocol.Instance.Usage);

    public CapabilityFlags GetLacks(string modelId) => For(modelId).Lacks;

    public ToolNameRule GetToolNames(string modelId) => For(modelId).GetToolNames(modelId);

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => For(modelId).FindSchemaDialect(modelId, isStrict);

    public bool TakesApprovals(ChatCall call) => For(call.ModelId).TakesApprovals(call);

    public HttpMethod GetMethod(ChatCall call) => For(call.ModelId).GetMethod(call);

    // Beside any other address there may be something else, which must not get the token.
    public string GetPath(ChatCall call) => _hasPublishers || For(call.ModelId) == Gemini ? For(call.ModelId).GetPath(call)
        : throw ProtocolError.Unsupported(
            "Claude's models stand beside those of Google: set Endpoint to an address that ends with /publishers/google/.");

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) => Gemini.WriteHeaders(headers, credential);

    public void WriteHeaders(HttpRequestHeaders headers, ChatCall call) => For(call.ModelId).WriteHeaders(headers, call);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => For(call.ModelId).WriteRequest(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => For(call.ModelId).ReadResponse(body, call);

    public IStreamFrames CreateFrames(Stream stream, EventBudget? budget = null) => ((IProtocol)Gemini).CreateFrames(stream, budget);

    public bool MustStream(ChatCall call) => For(call.ModelId).MustStream(call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => For(call.ModelId).CreateStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        VertexClaudeProtocol.Instance.ReadError(statusCode, headers, body, now);

    private static IProtocol For(string modelId) => VertexClaudeProtocol.IsFor(modelId) ? VertexClaudeProtocol.Instance : Gemini;
}
