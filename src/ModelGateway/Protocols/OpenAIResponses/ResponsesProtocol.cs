using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.RateLimiting;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>OpenAI's Responses (https://platform.openai.com/docs/api-reference/responses), as OpenAI and others serve it.</summary>
internal sealed class ResponsesProtocol(ResponsesSettings settings) : IProtocol
{
    public ResponsesProtocol(string telemetryName)
        : this(new ResponsesSettings(telemetryName))
    {
    }

    public string Protocol => settings.Protocol;

    public string TelemetryName => settings.TelemetryName;

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => isStrict ? SchemaDialects.OpenAIStrict : null;

    // Options of Chat Completions that Responses does not have.
    public CapabilityFlags Lacks =>
        CapabilityFlags.Seed | CapabilityFlags.Penalties | CapabilityFlags.StopSequences | CapabilityFlags.TopK | CapabilityFlags.AudioInput
        | CapabilityFlags.VideoInput;

    public bool TakesApprovals(ChatCall call) => true;

    public IEmbeddingProtocol? Embeddings => settings.Embeddings;

    public IModelListProtocol? ModelList => settings.ModelList;

    public HttpMethod GetMethod(ChatCall call) => call.Options?.ContinuationToken is null ? HttpMethod.Post : HttpMethod.Get;

    public string GetPath(ChatCall call) =>
        call.Options?.ContinuationToken is { } token ? ResponsesContinuation.Read(token).Path(call.Streaming) : "responses";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) =>
        credential.WriteTo(headers, settings.KeyHeader);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => ResponsesRequestWriter.Write(output, call, settings);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => ResponsesResponseReader.Read(body, call, settings);

    public UsageProbe Usage { get; } = new(ResponsesUsage.Reader, "usage");

    public IChatStreamReader CreateStreamReader(ChatCall call) => new ResponsesStreamReader(call, settings);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = ErrorReader.Read(statusCode, body);
        return failure with
        {
            ProviderRequestId = RetryHint.Header(headers, settings.RequestIdHeader),
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
        };
    }
}
