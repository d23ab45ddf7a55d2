using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Failures;
using ModelGateway.Protocols.Bedrock.Signing;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Protocols.Usage;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Amazon Bedrock's Converse (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).</summary>
/// <param name="region">The region that signatures name; null where it is not known. Only keys that sign need it.</param>
internal sealed class BedrockProtocol(string? region) : IProtocol, IRequestSigner
{
    /// <summary>The protocol's name.</summary>
    public const string ProtocolName = "bedrock-converse";

    private readonly AwsRequestSigner? _signer = region is null ? null : new(region, "bedrock");

    public string Protocol => ProtocolName;

    public string TelemetryName => "aws.bedrock";

    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) => BedrockModel.Parse(modelId).SchemaDialect;

    // Top-k, web search and code depend on the model: they are sent in fields and tools that only some models have.
    public CapabilityFlags Lacks =>
        CapabilityFlags.JsonObject | CapabilityFlags.Seed | CapabilityFlags.Penalties | CapabilityFlags.LogProbs
            | CapabilityFlags.FileSearch
        | CapabilityFlags.RemoteMcp;

    // Ids of models hold colons, and ARNs slashes: both belong to one segment of the path.
    public string GetPath(ChatCall call) =>
        $"model/{PathSegment.EscapeModel(call.ModelId)}/{(call.Streaming ? "converse-stream" : "converse")}";

    public void WriteHeaders(HttpRequestHeaders headers, in ProviderCredential credential)
    {
        if (!AwsCredentials.IsPair(credential.Secret))
        {
            credential.WriteTo(headers);
        }
    }

    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, in ProviderCredential credential, DateTimeOffset now)
    {
        if (!AwsCredentials.IsPair(credential.Secret))
        {
            return;
        }

        if (AwsCredentials.FindFault(credential.Secret!) is { } fault)
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Unauthorized,
                $"The {(credential.IsToken ? "token" : "key")} {fault}"));
        }

        if (_signer is null)
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Unauthorized,
                "The request cannot be signed, as its region is not known: set Region or the environment variable AWS_REGION."));
        }

        _signer.Sign(request, body, AwsCredentials.Parse(credential.Secret!), now);
    }

    public void WriteRequest(IBufferWriter<byte> output, ChatCall call) => BedrockRequestWriter.Write(output, call);

    public ChatResponse ReadResponse(ReadOnlySpan<byte> body, ChatCall call) => BedrockResponseReader.Read(body, call);

    public IStreamFrames CreateFrames(Stream stream, EventBudget? budget = null) => new AwsEventStreamReader(stream, budget);

    public UsageProbe Usage { get; } = new(BedrockUsage.Reader, "usage");

    public IChatStreamReader CreateStreamReader(ChatCall call) => new BedrockStreamReader(call);

    public ProviderFailure ReadError(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = BedrockErrorReader.Read(statusCode, headers, body, now);
        if (headers.Date is { } actual && BedrockErrorKinds.IsClock(failure.Code, failure.Message))
        {
            _signer?.Correct(actual, now);
        }

        return failure;
    }
}
