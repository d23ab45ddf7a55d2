using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols;

/// <summary>
/// One wire protocol as one provider speaks it: how a request is written and how answers, streams and errors are read. It knows the
/// provider's settings but keeps nothing of a request, and is safe for concurrent use; streaming and not from one implementation.
/// </summary>
internal interface IProtocol
{
    /// <summary>
    /// The protocol's name, which content that only this protocol understands remembers as its origin, e.g. <c>openai-chat</c>.
    /// </summary>
    string Protocol { get; }

    /// <summary>The value of <c>gen_ai.provider.name</c> in telemetry, e.g. <c>openai</c>, <c>anthropic</c>, <c>gcp.gemini</c>.</summary>
    string TelemetryName { get; }

    /// <summary>Over what time the provider counts requests, where its headers do not say it and it is not a minute.</summary>
    QuotaPeriod? RequestLimitPeriod => null;

    /// <summary>The header that names the class of service that was served, where bodies do not; null for none.</summary>
    string? ServiceTierHeader => null;

    /// <summary>How texts are embedded; null where the provider does not.</summary>
    IEmbeddingProtocol? Embeddings => null;

    /// <summary>How models are listed; null where the provider does not.</summary>
    IModelListProtocol? ModelList => null;

    /// <summary>Whether the protocol has approvals of the calls of remote MCP servers, which then stay in the history.</summary>
    bool TakesApprovals(ChatCall call) => false;

    /// <summary>The names of tools that a model takes; others are mapped.</summary>
    ToolNameRule GetToolNames(string modelId) => ToolNameRule.Usual;

    /// <summary>
    /// What this protocol cannot carry, even where the model could do it: the writer leaves the option out and notes it, or refuses the
    /// request. Negotiation takes it off every model behind it.
    /// </summary>
    CapabilityFlags Lacks { get; }

    /// <summary>The same for one model, where the service's models have several protocols.</summary>
    CapabilityFlags GetLacks(string modelId) => Lacks;

    /// <summary>What is taken of the schema of a response format; null for everything.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="isStrict">Whether the request asks for strictness.</param>
    SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => null;

    /// <summary>The method; a protocol that takes up an answer again by its id reads it, and sends no body.</summary>
    HttpMethod GetMethod(ChatCall call) => HttpMethod.Post;

    /// <summary>The path below the provider's base address, without a leading slash.</summary>
    string GetPath(ChatCall call);

    /// <summary>Adds the key or token and the protocol's own headers, of every kind of request.</summary>
    void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential);

    /// <summary>Adds headers that depend on the chat, e.g. those that switch on what its tools need.</summary>
    void WriteHeaders(HttpRequestHeaders headers, ChatCall call)
    {
    }

    /// <summary>Writes the request's JSON body as UTF-8; nothing where the method takes none.</summary>
    /// <exception cref="ProviderException">The request holds what this protocol cannot carry
    /// (<see cref="FailureKind.Unsupported"/>).</exception>
    void WriteRequest(IBufferWriter<byte> output, ChatCall call);

    /// <summary>Reads the whole body of a successful answer that is not a stream.</summary>
    /// <exception cref="ProviderException">The body is malformed, or an error in disguise.</exception>
    ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call);

    /// <summary>Cuts a stream's bytes into events; server-sent events unless the protocol has others.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="budget">The bounds of its events; null for the usual one of each alone.</param>
    IStreamFrames CreateFrames(Stream stream, EventBudget? budget = null) => new SseReader(stream, budget);

    /// <summary>
    /// Whether a chat has to be streamed though its caller wants the answer whole: as a whole, it would be refused, or cut before its end.
    /// </summary>
    bool MustStream(ChatCall call) => false;

    /// <summary>Begins to read one stream.</summary>
    IChatStreamReader CreateStreamReader(ChatCall call);

    /// <summary>Finds what an answer or an event reported that could not be read to its end.</summary>
    UsageProbe Usage { get; }

    /// <summary>Reads an answer whose status says that it failed.</summary>
    /// <param name="statusCode">The HTTP status code.</param>
    /// <param name="headers">The response's headers.</param>
    /// <param name="body">The body, cut at 64 KiB; may be empty, HTML or anything else.</param>
    /// <param name="now">The time against which dates in headers are measured.</param>
    ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now);
}
