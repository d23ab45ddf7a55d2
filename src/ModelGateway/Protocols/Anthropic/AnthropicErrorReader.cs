using System.Net.Http.Headers;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Reads errors, <c>{"type":"error","error":{"type","message","details":{"error_code"}},"request_id"}</c>: answers with a failing status,
/// and error events within a stream.
/// </summary>
internal static class AnthropicErrorReader
{
    private const string Service = "Anthropic";

    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        ErrorReader.Read(statusCode, headers, body, now, Service, "request-id");

    /// <summary>Reads <c>{"type":"error","error":{…}}</c> of an error that comes without a status.</summary>
    public static ProviderFailure ReadEvent(ReadOnlySpan<byte> data) => ErrorReader.Create(null, ErrorBody.Read(data), null, Service);
}
