using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Ollama's own protocol (https://docs.ollama.com/api): <c>api/chat</c>, whose streams are lines of JSON.</summary>
internal sealed class OllamaProtocol : IProtocol
{
    public const string ProtocolName = "ollama-chat";

    public static readonly OllamaProtocol Instance = new();

    private OllamaProtocol()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "ollama";

    // Ollama has no tool_choice, and accepts functions, text and images only.
    public ToolNameRule GetToolNames(string modelId) => ToolNameRule.Any;

    public CapabilityFlags Lacks =>
        CapabilityFlags.ForcedTools | CapabilityFlags.StrictTools | CapabilityFlags.AudioInput | CapabilityFlags.VideoInput
            | CapabilityFlags.FileInput
        | CapabilityFlags.WebSearch | CapabilityFlags.CodeExecution | CapabilityFlags.FileSearch | CapabilityFlags.RemoteMcp;

    public IEmbeddingProtocol Embeddings => OllamaEmbeddings.Instance;

    public IModelListProtocol ModelList => OllamaModelList.Instance;

    public string GetPath(ChatCall call) => "api/chat";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) => credential.WriteTo(headers);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => OllamaRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => OllamaResponseReader.Read(body, call);

    public IStreamFrames CreateFrames(Stream stream, EventBudget? budget = null) => new NdjsonReader(stream, budget);

    // Ollama sends whole calls, so there are no parts for StreamToolCallDeltas to show.
    public UsageProbe Usage { get; } = new(OllamaUsage.Reader);

    public IChatStreamReader CreateStreamReader(ChatCall call) => new OllamaStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = OllamaErrorReader.Read(statusCode, body);
        return failure with { RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter };
    }
}
