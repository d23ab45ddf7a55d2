using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The Anthropic Messages API.</summary>
internal sealed class AnthropicProtocol : IProtocol
{
    public const string ProtocolName = "anthropic-messages";

    public static readonly AnthropicProtocol Instance = new();

    private const string Version = "2023-06-01";

    // Ten minutes at 128,000 tokens an hour: longer requests are cut on the way, and Anthropic's own SDKs refuse to send them unstreamed.
    // https://platform.claude.com/docs/en/api/errors#long-requests
    private const int MaxUnstreamedOutput = 21_333;

    private AnthropicProtocol()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "anthropic";

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => SchemaDialects.Claude;

    // The protocol has no option for these; it answers with text only.
    public CapabilityFlags Lacks =>
        CapabilityFlags.JsonObject | CapabilityFlags.Seed | CapabilityFlags.Penalties | CapabilityFlags.LogProbs
            | CapabilityFlags.AudioInput
        | CapabilityFlags.VideoInput | CapabilityFlags.ImageOutput | CapabilityFlags.AudioOutput | CapabilityFlags.FileSearch;

    public IModelListProtocol ModelList => AnthropicModelList.Instance;

    public string GetPath(ChatCall call) => "v1/messages";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential)
    {
        // A version that the application sets replaces the default; its betas are added to the others.
        if (!headers.NonValidated.Contains("anthropic-version"))
        {
            headers.TryAddWithoutValidation("anthropic-version", Version);
        }

        credential.WriteTo(headers, "x-api-key");
    }

    public void WriteHeaders(HttpRequestHeaders headers, ChatCall call) => AnthropicBetas.Write(headers, call);

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) =>
        AnthropicRequestWriter.Write(output, call, AnthropicFlavor.Anthropic);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => AnthropicResponseReader.Read(body, call);

    public UsageProbe Usage { get; } = new(AnthropicUsage.Reader, "usage");

    public bool MustStream(ChatCall call) => call.MaxOutputTokens > MaxUnstreamedOutput;

    public IChatStreamReader CreateStreamReader(ChatCall call) => new AnthropicStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        AnthropicErrorReader.Read(statusCode, headers, body, now);
}
