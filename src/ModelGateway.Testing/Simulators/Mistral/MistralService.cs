using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.Mistral;

/// <summary>Mistral Chat Completions.</summary>
internal sealed class MistralService : IWireProtocol
{
    public string BasePath => "/v1/";

    public string DefaultKey => "simulatedMistralKey00000000000001";

    public string DefaultModel => "mistral-small-latest";

    public string JsonContentType => "application/json";

    public string StreamContentType => "text/event-stream; charset=utf-8";

    public string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
            : null;

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/v1/models";

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/v1/chat/completions"
            ? new(body.Text("model"), body.Flag("stream"), body)
            : null;

    public KeyValuePair<string, string>? RequestId(int number) =>
        new("mistral-correlation-id", string.Create(CultureInfo.InvariantCulture, $"019a0000-0000-7000-8000-{number:x12}"));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state)
    {
        yield return new("x-ratelimit-limit-req-minute", state.Limit.ToString(CultureInfo.InvariantCulture));
        yield return new("x-ratelimit-remaining-req-minute", state.Remaining.ToString(CultureInfo.InvariantCulture));
    }

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        MistralValidator.Validate(call);

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

    public byte[] Unary(WireReply reply) => MistralWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => MistralWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) =>
        SimulatorJson.Event("{\"id\":\"broken\",\"choices\":[{\"delta\":{\"content\":\"bro"u8.ToArray());

    public byte[] ErrorEvent(WireCall call) => SimulatorJson.Event(MistralErrors.Unavailable.Body);

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, SimulatorJson.Object(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 1_754_425_777);
            json.WriteString("owned_by", "mistralai");
            json.WriteString("name", model);
            json.WriteNumber("max_context_length", 131_072);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) => MistralErrors.Detail(404, "Not Found");

    public WireAnswer InvalidJson() => MistralErrors.Error(422, "JSON decode error", "invalid_request_error", null);

    public WireAnswer KeyRefused(string? key) => MistralErrors.Detail(401, key is null ? "Unauthorized" : "Invalid API Key");

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => MistralErrors.Refuse(fault, call);
}
