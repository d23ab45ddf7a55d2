using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>
/// Ollama's own protocol: <c>api/chat</c>, <c>api/embed</c>, <c>api/tags</c>. A local server needs no key, but a key that is sent must be
/// valid.
/// </summary>
internal sealed class OllamaService : IWireProtocol
{
    public string BasePath => "/";

    public string DefaultKey => "ollama-simulated-key-0001";

    public string DefaultModel => "qwen3:4b";

    public string JsonContentType => OllamaErrors.ContentType;

    public string StreamContentType => "application/x-ndjson";

    public string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
            : DefaultKey;

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/api/tags";

    public WireCall? Route(HttpRequest request, JsonElement body) => HttpMethods.IsPost(request.Method) && request.Path == "/api/chat"
        ? new(body.Text("model"), !body.Has("stream", JsonValueKind.False), body)
        : null;

    public KeyValuePair<string, string>? RequestId(int number) => null;

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state) => [];

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        OllamaValidator.Validate(call);

    public string LastUserText(JsonElement body) =>
        body.Items("messages").LastOrDefault(static message => message.Text("role") == "user").Text("content") ?? string.Empty;

    public bool Signs(WireCall call, SimulatedReply reply) => false;

    public byte[] Unary(WireReply reply) => OllamaWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => OllamaWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) => "{\"model\":\"broken\",\"message\":{\"content\":\"bro\n"u8.ToArray();

    public byte[] ErrorEvent(WireCall call) => [.. OllamaErrors.Body(OllamaErrors.Broken), (byte)'\n'];

    public WireAnswer? Embed(HttpRequest request, JsonElement body, IReadOnlyList<string> models) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/api/embed" ? OllamaEmbedder.Answer(body, models) : null;

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, SimulatorJson.Object(json =>
    {
        json.WriteStartArray("models");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteString("model", model);
            json.WriteString("modified_at", "2026-06-19T16:26:52.429441648-07:00");
            json.WriteNumber("size", 2_497_293_931);
            json.WriteString(
                "digest", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(model))));
            json.WriteObject("details", static details =>
            {
                details.WriteString("format", "gguf");
                details.WriteString("family", "qwen3");
                details.WriteString("parameter_size", "4.0B");
                details.WriteString("quantization_level", "Q4_K_M");
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) => new(404, "404 page not found"u8.ToArray(), "text/plain");

    public WireAnswer InvalidJson() => OllamaErrors.Error(400, "invalid character in request body");

    public WireAnswer KeyRefused(string? key) => OllamaErrors.Error(401, "unauthorized");

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => OllamaErrors.Refuse(fault, call);
}
