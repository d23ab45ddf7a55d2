using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Chat Completions (https://platform.openai.com/docs/api-reference/chat), as OpenAI and, each in its dialect, many others speak it.
/// </summary>
internal sealed class OpenAIChatProtocol(ChatDialect dialect) : IProtocol
{
    public static readonly OpenAIChatProtocol Instance = new(ChatDialect.OpenAI);

    public string Protocol => dialect.Protocol;

    public string TelemetryName => dialect.TelemetryName;

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => dialect.FindSchemaDialect(modelId, isStrict);

    public CapabilityFlags Lacks { get; } = ChatCapabilities.LackedBy(dialect);

    public QuotaPeriod? RequestLimitPeriod => dialect.RequestLimitPeriod;

    public IEmbeddingProtocol? Embeddings { get; } = dialect.Embeddings is { } embeddings ? new OpenAIEmbeddings(dialect, embeddings)
        : null;

    public IModelListProtocol? ModelList { get; } = dialect.ListsModels ? OpenAIModelList.Instance : null;

    public string GetPath(ChatCall call) => "chat/completions";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) =>
        credential.WriteTo(headers, dialect.KeyHeader);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => OpenAIChatRequestWriter.Write(output, call, dialect);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) =>
        new OpenAIChatAnswerReader(call, dialect, streaming: false).ReadWhole(body, call);

    public UsageProbe Usage { get; } = new(OpenAIChatUsage.Reader, "usage");

    public IChatStreamReader CreateStreamReader(ChatCall call) =>
        new ChunkedStreamReader(call, new OpenAIChatAnswerReader(call, dialect, streaming: true));

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        ErrorReader.Read(statusCode, headers, body, now);
}
