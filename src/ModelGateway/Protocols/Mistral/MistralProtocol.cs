using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Mistral's Chat Completions, Embeddings and Models (https://docs.mistral.ai/api).</summary>
internal sealed class MistralProtocol : IProtocol
{
    /// <summary>The protocol's name.</summary>
    public const string ProtocolName = "mistral";

    /// <summary>The service's name in notes and errors.</summary>
    public const string Service = "Mistral";

    public static readonly MistralProtocol Instance = new();

    private MistralProtocol()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "mistral_ai";

    // Mistral runs tools only for its agents, which have another API.
    public CapabilityFlags Lacks =>
        CapabilityFlags.TopK | CapabilityFlags.VideoInput | CapabilityFlags.WebSearch | CapabilityFlags.CodeExecution
            | CapabilityFlags.FileSearch
        | CapabilityFlags.RemoteMcp;

    public IEmbeddingProtocol Embeddings => MistralEmbeddings.Instance;

    public IModelListProtocol ModelList => MistralModelList.Instance;

    public string GetPath(ChatCall call) => "chat/completions";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) => credential.WriteTo(headers);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => MistralRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) =>
        new MistralAnswerReader(call, streaming: false).ReadWhole(body, call);

    public UsageProbe Usage { get; } = new(MistralUsage.Reader, "usage");

    public IChatStreamReader CreateStreamReader(ChatCall call) =>
        new ChunkedStreamReader(call, new MistralAnswerReader(call, streaming: true));

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = ErrorReader.Read(statusCode, body);
        return failure with
        {
            ProviderRequestId = RetryHint.Header(headers, "mistral-correlation-id") ?? RetryHint.Header(headers, "x-request-id"),
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
        };
    }
}
