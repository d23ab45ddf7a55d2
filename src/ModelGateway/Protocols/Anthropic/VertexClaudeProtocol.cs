using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Claude on Vertex AI (https://docs.claude.com/en/api/claude-on-vertex-ai): Anthropic's messages at Vertex AI's address, with its tokens.
/// The model stands in the path, the version in the body.
/// </summary>
internal sealed class VertexClaudeProtocol : IProtocol
{
    public static readonly VertexClaudeProtocol Instance = new();

    private VertexClaudeProtocol()
    {
    }

    /// <summary>Anthropic's: what Claude signed is valid on every way to it.</summary>
    public string Protocol => AnthropicProtocol.ProtocolName;

    public string TelemetryName => VertexAIProtocol.Instance.TelemetryName;

    // Code runs on Anthropic's own machines, which Vertex AI does not reach.
    public CapabilityFlags Lacks => AnthropicProtocol.Instance.Lacks | CapabilityFlags.RemoteMcp | CapabilityFlags.CodeExecution;

    public UsageProbe Usage => AnthropicProtocol.Instance.Usage;

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => SchemaDialects.Claude;

    /// <summary>Whether a model of Vertex AI speaks this protocol.</summary>
    public static bool IsFor(string modelId) => ClaudeModels.Include(modelId);

    // The provider's address ends with publishers/google/, beside which the other publishers stand.
    public string GetPath(ChatCall call)
    {
        string whole = PathSegment.EscapeModel(call.ModelId);
        string escaped = whole[(whole.LastIndexOf("%2F", StringComparison.Ordinal) is >= 0 and var slash ? slash + 3 : 0)..]
            .Replace("%40", "@", StringComparison.Ordinal);
        return $"../anthropic/models/{escaped}:{(call.Streaming ? "streamRawPredict" : "rawPredict")}";
    }

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) =>
        VertexAIProtocol.Instance.WriteHeaders(headers, credential);

    public void WriteHeaders(HttpRequestHeaders headers, ChatCall call) => AnthropicBetas.Write(headers, call);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) =>
        AnthropicRequestWriter.Write(output, call, AnthropicFlavor.VertexAI);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => AnthropicResponseReader.Read(body, call);

    public bool MustStream(ChatCall call) => AnthropicProtocol.Instance.MustStream(call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => new AnthropicStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        IsAnthropics(body)
            ? AnthropicErrorReader.Read(statusCode, headers, body, now)
            : GeminiErrorReader.Read(statusCode, headers, body, now);

    /// <summary>Whether an error comes from behind Vertex AI, and is <c>{"type":"error","error":{…}}</c>; its own have no type.</summary>
    public static bool IsAnthropics(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body, WireJson.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            bool isError = false;
            bool hasError = false;
            while (JsonFields.NextProperty(ref reader))
            {
                bool isType = reader.ValueTextEquals(AnthropicNames.Type.EncodedUtf8Bytes);
                bool isDetails = reader.ValueTextEquals(AnthropicNames.Error);
                reader.Read();
                isError |= isType && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(AnthropicNames.Error);
                hasError |= isDetails && reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
            }

            return isError && hasError;
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            // No error of Anthropic's.
            return false;
        }
    }
}
