using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>
/// Amazon Bedrock's Converse. A key that signs is an id and a secret with a colon between them; others are bearer tokens.
/// </summary>
internal sealed class BedrockService : IWireProtocol
{
    public string BasePath => "/";

    public string DefaultKey => "AKIASIMULATED0000001:simulatedSecretAccessKey/0001";

    public string DefaultModel => "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    public string JsonContentType => "application/json";

    public string StreamContentType => "application/vnd.amazon.eventstream";

    public string? KeyOf(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    public string? KeyOf(HttpRequest request, byte[] body, SimulatorState state) =>
        KeyOf(request) ?? BedrockSignature.FindKey(request, body, state.Keys, state.Time.GetUtcNow());

    // The list of models is a different service on a different host.
    public bool IsModelList(HttpRequest request) => false;

    public WireCall? Route(HttpRequest request, JsonElement body)
    {
        string[] path = RawTarget(request).Split('/');
        return HttpMethods.IsPost(request.Method) && path is ["", "model", { Length: > 0 } model, "converse" or "converse-stream"]
            ? new(Uri.UnescapeDataString(model), path[3] == "converse-stream", body)
            : null;
    }

    public KeyValuePair<string, string>? RequestId(int number) =>
        new("x-amzn-RequestId", string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:d12}"));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state) => [];

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        BedrockValidator.Validate(call.Body) ?? BedrockHistory.Validate(call.Body, signatures);

    public string LastUserText(JsonElement body)
    {
        string text = string.Empty;
        foreach (JsonElement message in body.Items("messages").Where(m => m.Text("role") == "user"))
        {
            string said = string.Concat(message.Items("content").Select(block => block.Text("text")));
            text = said.Length > 0 ? said : text;
        }

        return text;
    }

    public bool Signs(WireCall call, SimulatedReply reply) => reply.Reasoning is not null;

    public byte[] Unary(WireReply reply) => BedrockWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => BedrockWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) =>
        BedrockFrames.Event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"bro"u8);

    public byte[] ErrorEvent(WireCall call) =>
        BedrockFrames.Exception("serviceUnavailableException", "{\"message\":\"The service is temporarily unavailable.\"}"u8);

    public WireAnswer ModelList(IReadOnlyList<string> models) => BedrockErrors.UnknownOperation();

    public WireAnswer UnknownPath(HttpRequest request) => BedrockErrors.UnknownOperation();

    public WireAnswer InvalidJson() => BedrockErrors.Error(400, "SerializationException", "Unexpected end of JSON input");

    public WireAnswer KeyRefused(string? key) => key is null
        ? BedrockErrors.Error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        : BedrockErrors.Error(403, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => BedrockErrors.Refuse(fault);

    internal static string RawTarget(HttpRequest request)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
