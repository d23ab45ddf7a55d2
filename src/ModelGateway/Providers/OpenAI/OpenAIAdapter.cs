using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.OpenAI;

/// <summary>OpenAI's Chat Completions (https://platform.openai.com/docs/api-reference/chat).</summary>
internal sealed class OpenAIAdapter : IProviderAdapter
{
    /// <summary>The protocol's name.</summary>
    public const string ProtocolName = "openai-chat";

    public static readonly OpenAIAdapter Instance = new();

    private OpenAIAdapter()
    {
    }

    public string Protocol => ProtocolName;

    public string TelemetryName => "openai";

    public string GetPath(ChatCall call) => "chat/completions";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential)
    {
        if (!credential.IsEmpty)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", credential.Secret);
        }
    }

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => OpenAIRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => OpenAIResponseReader.Read(body, call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => new OpenAIStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        ErrorReader.Read(statusCode, headers, body, now);
}
