using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Options;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Gemini on Vertex AI: Gemini's protocol at another address, with OAuth tokens and a few fields more and less.</summary>
internal sealed class VertexAIProtocol : IProtocol
{
    public static readonly VertexAIProtocol Instance = new();

    private const string AccessTokenPrefix = "ya29.";

    private VertexAIProtocol()
    {
    }

    public string Protocol => GeminiFlavor.VertexAI.Protocol;

    public string TelemetryName => "gcp.vertex_ai";

    public ToolNameRule GetToolNames(string modelId) => ToolNameRule.Identifier;

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => SchemaDialects.Gemini;

    public CapabilityFlags Lacks => CapabilityFlags.RemoteMcp | CapabilityFlags.FileSearch;

    public IEmbeddingProtocol Embeddings => VertexAIEmbeddings.Instance;

    public string GetPath(ChatCall call) =>
        ModelPath(call.ModelId) + (call.Streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential)
    {
        // Keys that are no access tokens belong to the express mode.
        bool isAccessToken = credential.Secret?.StartsWith(AccessTokenPrefix, StringComparison.Ordinal) is true;
        credential.WriteTo(headers, isAccessToken ? null : "x-goog-api-key");
    }

    public void WriteHeaders(HttpRequestHeaders headers, ChatCall call)
    {
        if (ProviderExtras.ServiceTier(call.Options) is { } tier)
        {
            headers.AddChecked("X-Vertex-AI-LLM-Shared-Request-Type", tier, "The service tier");
        }
    }

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => GeminiRequestWriter.Write(output, call, GeminiFlavor.VertexAI);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) =>
        GeminiResponseReader.Read(body, call, GeminiFlavor.VertexAI);

    // Whole calls are asked for, so there are no parts for StreamToolCallDeltas to show.
    public UsageProbe Usage { get; } = new(GeminiUsage.Reader, "usageMetadata");

    public IChatStreamReader CreateStreamReader(ChatCall call) => new GeminiStreamReader(call, GeminiFlavor.VertexAI);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        GeminiErrorReader.Read(statusCode, headers, body, now);

    /// <summary>The model's path; a tuned model, which is an endpoint of the project's own, stands beside the publishers.</summary>
    public static string ModelPath(string modelId)
    {
        const string Endpoints = "endpoints/";
        return modelId.StartsWith(Endpoints, StringComparison.Ordinal)
            ? "../../" + Endpoints + PathSegment.EscapeModel(modelId[Endpoints.Length..])
            : GeminiModel.Path(modelId);
    }
}
