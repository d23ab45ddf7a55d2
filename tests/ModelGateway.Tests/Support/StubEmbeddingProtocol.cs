using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Tests.Support;

/// <summary>A protocol with embeddings only, in OpenAI's format, that signs its requests.</summary>
internal sealed class StubEmbeddingProtocol : IProtocol, IEmbeddingProtocol, IRequestSigner
{
    public string Protocol => "stub";

    public string TelemetryName => "stub";

    public CapabilityFlags Lacks => CapabilityFlags.None;

    public IEmbeddingProtocol Embeddings => this;

    public int MaxInputs { get; init; } = 2;

    public int MaxInputsOf(string modelId) => modelId == "one-by-one" ? 1 : MaxInputs;

    public long MaxTokens { get; init; } = long.MaxValue;

    public string GetPath(ChatCall call) => throw new NotSupportedException();

    public string GetPath(EmbeddingCall call) => "embeddings";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential) =>
        headers.TryAddWithoutValidation("x-key", $"{credential.Secret} {(credential.IsToken ? "token" : "key")}");

    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, in ProviderCredential credential, DateTimeOffset now) =>
        request.Headers.TryAddWithoutValidation("x-signed", $"{request.Method} {body.Length}");

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => throw new NotSupportedException();

    public void WriteRequest(IBufferWriter<byte> output, EmbeddingCall call)
    {
        using Utf8JsonWriter writer = new(output);
        writer.WriteStartObject();
        writer.WriteString("model", call.ModelId);
        writer.WriteStartArray("input");
        foreach (string input in call.Inputs)
        {
            writer.WriteStringValue(input);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        call.Notes.OptionNotSent("Encoding", "Stub");
    }

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => throw new NotSupportedException();

    public GeneratedEmbeddings<Embedding<float>> ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call)
    {
        JsonElement root = JsonElement.Parse(body);
        if (root.TryGetProperty("error", out JsonElement error))
        {
            throw new ProviderException(new ProviderFailure(FailureKind.InvalidRequest, error.GetString()!));
        }

        return new GeneratedEmbeddings<Embedding<float>>(root.GetProperty("data").EnumerateArray()
            .Select(one =>
                new Embedding<float>(one.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()).ToArray())))
        {
            Usage = new UsageDetails { InputTokenCount = root.GetProperty("usage").GetProperty("prompt_tokens").GetInt64() },
        };
    }

    public UsageProbe Usage { get; } = new(OpenAIChatUsage.Reader, "usage");

    public IChatStreamReader CreateStreamReader(ChatCall call) => throw new NotSupportedException();

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        ErrorReader.Read(statusCode, body);
}
