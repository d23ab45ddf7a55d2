using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.Cohere;

/// <summary>Cohere Chat, version 2.</summary>
internal sealed class CohereService : IWireProtocol
{
    public string BasePath => "/";

    public string DefaultKey => "simulatedCohereKey0000000000000000000001";

    public string DefaultModel => "command-a-03-2025";

    public string JsonContentType => "application/json";

    public string StreamContentType => "text/event-stream";

    public string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
            : null;

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/v1/models";

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/v2/chat" ? new(body.Text("model"), body.Flag("stream"), body) : null;

    public KeyValuePair<string, string>? RequestId(int number) =>
        new("x-debug-trace-id", string.Create(CultureInfo.InvariantCulture, $"{number:x32}"));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state)
    {
        yield return new("x-trial-endpoint-call-limit", state.Limit.ToString(CultureInfo.InvariantCulture));
        yield return new("x-trial-endpoint-call-remaining", state.Remaining.ToString(CultureInfo.InvariantCulture));
    }

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        CohereValidator.Validate(call);

    public string LastUserText(JsonElement body)
    {
        string text = string.Empty;
        foreach (JsonElement message in body.Items("messages").Where(m => m.Text("role") == "user"))
        {
            text = message.Text("content") ?? string.Concat(message.Items("content").Select(part => part.Text("text")));
        }

        return text;
    }

    public bool Signs(WireCall call, SimulatedReply reply) => false;

    public byte[] Unary(WireReply reply) => CohereWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => CohereStreamWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) =>
        SimulatorJson.Event(
            "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"bro"u8.ToArray(), "content-delta");

    public byte[] ErrorEvent(WireCall call) => SimulatorJson.Event(
        SimulatorJson.Object(json =>
        {
            json.WriteString("type", "message-end");
            json.WriteObject("delta", delta =>
            {
                delta.WriteString("finish_reason", "ERROR");
                delta.WriteString("error", "an internal error occurred");
            });
        }),
        "message-end");

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, SimulatorJson.Object(json =>
    {
        json.WriteStartArray("models");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteStartArray("endpoints");
            json.WriteStringValue("chat");
            json.WriteEndArray();
            json.WriteBoolean("finetuned", false);
            json.WriteNumber("context_length", 256_000);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next_page_token", string.Empty);
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) => CohereErrors.Error(404, $"endpoint {request.Path} not found");

    public WireAnswer InvalidJson() => CohereErrors.Error(400, "invalid request: could not parse the body as JSON");

    public WireAnswer KeyRefused(string? key) => CohereErrors.Error(401, key is null ? "no api key supplied" : "invalid api token");

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => CohereErrors.Refuse(fault, call);
}
