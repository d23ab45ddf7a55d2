using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Gemini;

/// <summary>Google's Gemini API: <c>models/{model}:generateContent</c> and <c>:streamGenerateContent</c>.</summary>
internal sealed class GeminiAdapter : IProviderAdapter
{
    public const string ProtocolName = "gemini";

    public static readonly GeminiAdapter Instance = new();

    private GeminiAdapter()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "gcp.gemini";

    public string GetPath(ChatCall call) =>
        GeminiModel.Path(call.ModelId) + (call.Streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential)
    {
        if (!credential.IsEmpty)
        {
            headers.TryAddWithoutValidation("x-goog-api-key", credential.Secret);
        }
    }

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => GeminiRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => GeminiResponseReader.Read(body, call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => new GeminiStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        GeminiErrorReader.Read(statusCode, headers, body, now);
}
