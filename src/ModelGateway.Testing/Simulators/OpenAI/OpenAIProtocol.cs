using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>OpenAI Chat Completions.</summary>
internal sealed class OpenAIProtocol : IWireProtocol
{
    public string BasePath => "/v1/";

    public string DefaultKey => "sk-simulated-openai-key-0001";

    public string DefaultModel => "gpt-5-mini";

    public string JsonContentType => "application/json";

    public string StreamContentType => "text/event-stream; charset=utf-8";

    public string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
            : null;

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/v1/models";

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/v1/chat/completions" ? new(body.Text("model"), body.Flag("stream"), body) : null;

    public KeyValuePair<string, string>? RequestId(int number) =>
        new("x-request-id", string.Create(CultureInfo.InvariantCulture, $"req_{number:x32}"));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state)
    {
        yield return new("x-ratelimit-limit-requests", state.Limit.ToString(CultureInfo.InvariantCulture));
        yield return new("x-ratelimit-remaining-requests", state.Remaining.ToString(CultureInfo.InvariantCulture));
        yield return new("x-ratelimit-reset-requests", Duration(state.ResetsIn));
    }

    public WireAnswer? Validate(WireCall call, HttpRequest request, SignatureLedger signatures, ProviderSimulatorOptions options) =>
        OpenAIValidator.Validate(call);

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

    public byte[] Unary(WireReply reply) => OpenAIWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => OpenAIWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) => WireJson.Event("{\"id\":\"chatcmpl-broken\",\"choices\":[{\"delta\":{\"content\":\"bro"u8.ToArray());

    public byte[] ErrorEvent(WireCall call) => WireJson.Event(OpenAIErrors.ServerError);

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, WireJson.Object(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 1_754_425_777);
            json.WriteString("owned_by", "system");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) =>
        OpenAIErrors.Error(404, $"Invalid URL ({request.Method} {request.Path})", "invalid_request_error");

    public WireAnswer InvalidJson() => OpenAIErrors.Error(
        400,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
        "invalid_request_error");

    public WireAnswer KeyRefused(string? key) => OpenAIErrors.KeyRefused(key);

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => OpenAIErrors.Refuse(fault, call);

    /// <summary>A span as OpenAI writes it: <c>12ms</c>, <c>1.5s</c>, <c>6m0s</c>.</summary>
    private static string Duration(TimeSpan span) => span.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMilliseconds)}ms")
        : span.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMinutes}m{span.Seconds}s");
}
