using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Google's Gemini API: <c>models/{model}:generateContent</c> and <c>:streamGenerateContent</c>.</summary>
internal sealed class GeminiProtocol : IProtocol
{
    /// <summary>The public base address, which the names of uploaded files begin with too.</summary>
    public const string PublicEndpoint = "https://generativelanguage.googleapis.com/v1beta/";

    public static readonly GeminiProtocol Instance = new();

    private GeminiProtocol()
    {
    }

    public string Protocol => GeminiFlavor.AIStudio.Protocol;

    public string TelemetryName => "gcp.gemini";

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => SchemaDialects.Gemini;

    // https://ai.google.dev/gemini-api/docs/priority-inference
    public string ServiceTierHeader => "x-gemini-service-tier";

    public ToolNameRule GetToolNames(string modelId) => ToolNameRule.Identifier;

    public CapabilityFlags Lacks => CapabilityFlags.RemoteMcp;

    public IEmbeddingProtocol Embeddings => GeminiEmbeddings.Instance;

    public IModelListProtocol ModelList => GeminiModelList.Instance;

    public string GetPath(ChatCall call) =>
        GeminiModel.Path(call.ModelId) + (call.Streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) =>
        credential.WriteTo(headers, "x-goog-api-key");

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => GeminiRequestWriter.Write(output, call, GeminiFlavor.AIStudio);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) =>
        GeminiResponseReader.Read(body, call, GeminiFlavor.AIStudio);

    // Gemini sends whole calls, so there are no parts for StreamToolCallDeltas to show.
    public UsageProbe Usage { get; } = new(GeminiUsage.Reader, "usageMetadata");

    public IChatStreamReader CreateStreamReader(ChatCall call) => new GeminiStreamReader(call, GeminiFlavor.AIStudio);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        GeminiErrorReader.Read(statusCode, headers, body, now);
}
