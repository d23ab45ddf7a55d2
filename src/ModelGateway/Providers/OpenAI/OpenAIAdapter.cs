using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;

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

    public Uri DefaultEndpoint { get; } = new("https://api.openai.com/v1/");

    public string DefaultKeyVariable => "OPENAI_API_KEY";

    public string GetPath(ChatCall call) => "chat/completions";

    public void WriteHeaders(HttpRequestHeaders headers, string? key)
    {
        if (!string.IsNullOrEmpty(key))
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => OpenAIRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => OpenAIResponseReader.Read(body, call);

    public IChatStreamReader CreateStreamReader(ChatCall call) => new OpenAIStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = OpenAIErrorReader.Read(statusCode, body);
        return failure with
        {
            ProviderRequestId = RetryHint.Header(headers, "x-request-id"),
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
        };
    }
}
