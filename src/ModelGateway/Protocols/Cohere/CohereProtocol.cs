using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Cohere's Chat and Embed, version 2, and its list of models (https://docs.cohere.com/v2/reference/chat).</summary>
internal sealed class CohereProtocol : IProtocol
{
    /// <summary>The protocol's name.</summary>
    public const string ProtocolName = "cohere";

    /// <summary>The service's name in notes and errors.</summary>
    public const string Service = "Cohere";

    public static readonly CohereProtocol Instance = new();

    private CohereProtocol()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "cohere";

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => SchemaDialects.Cohere;

    // Cohere takes functions, text and images, and answers with text.
    public CapabilityFlags Lacks =>
        CapabilityFlags.AudioInput | CapabilityFlags.VideoInput | CapabilityFlags.FileInput | CapabilityFlags.ImageOutput
            | CapabilityFlags.AudioOutput
        | CapabilityFlags.WebSearch | CapabilityFlags.CodeExecution | CapabilityFlags.FileSearch | CapabilityFlags.RemoteMcp;

    public IEmbeddingProtocol Embeddings => CohereEmbeddings.Instance;

    public IModelListProtocol ModelList => CohereModelList.Instance;

    public string GetPath(ChatCall call) => "v2/chat";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) => credential.WriteTo(headers);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => CohereRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) =>
        new CohereAnswerReader(call, streaming: false).ReadWhole(body, call);

    public UsageProbe Usage { get; } = new(CohereUsage.Reader, "usage", "meta");

    public IChatStreamReader CreateStreamReader(ChatCall call) =>
        new ChunkedStreamReader(call, new CohereAnswerReader(call, streaming: true));

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = ErrorReader.Read(statusCode, body);
        return failure with
        {
            ProviderRequestId = RetryHint.Header(headers, "x-debug-trace-id"),
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
        };
    }
}
