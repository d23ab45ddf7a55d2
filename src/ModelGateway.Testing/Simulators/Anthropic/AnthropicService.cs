using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>Anthropic Messages.</summary>
internal sealed class AnthropicService : IWireProtocol
{
    public string BasePath => "/";

    public string DefaultKey => "sk-ant-simulated-key-0001";

    public string DefaultModel => "claude-sonnet-5";

    public string JsonContentType => "application/json";

    public string StreamContentType => "text/event-stream; charset=utf-8";

    public string? KeyOf(HttpRequest request)
    {
        if (request.Headers["x-api-key"].ToString() is { Length: > 0 } key)
        {
            return key;
        }

        string bearer = request.Headers.Authorization.ToString();
        return bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..].Trim() : null;
    }

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == "/v1/models";

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/v1/messages" ? new(body.Text("model"), body.Flag("stream"), body) : null;

    public KeyValuePair<string, string>? RequestId(int number) => new("request-id", AnthropicErrors.RequestId(number));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state)
    {
        yield return new("anthropic-ratelimit-requests-limit", state.Limit.ToString(CultureInfo.InvariantCulture));
        yield return new("anthropic-ratelimit-requests-remaining", state.Remaining.ToString(CultureInfo.InvariantCulture));
        yield return new(
            "anthropic-ratelimit-requests-reset",
            state.ResetsAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        request.Headers["anthropic-version"].Count == 0
            ? AnthropicErrors.Invalid("anthropic-version: header is required")
            : AnthropicValidator.Validate(call, options) ?? AnthropicHistory.Validate(call.Body, signatures);

    public string LastUserText(JsonElement body)
    {
        string text = string.Empty;
        foreach (JsonElement message in body.Items("messages").Where(m => m.Text("role") == "user"))
        {
            string said = message.Text("content") ?? string.Concat(message.Items("content").Select(block => block.Text("text")));
            text = said.Length > 0 ? said : text;
        }

        return text;
    }

    public bool Signs(WireCall call, SimulatedReply reply) => reply.Reasoning is not null;

    public byte[] Unary(WireReply reply) => AnthropicWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => AnthropicWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) =>
        SimulatorJson.Event(
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"bro"u8.ToArray(),
            "content_block_delta");

    public byte[] ErrorEvent(WireCall call) => SimulatorJson.Event(AnthropicErrors.Body("overloaded_error", "Overloaded", null), "error");

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, SimulatorJson.Object(json =>
    {
        json.WriteStartArray("data");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("type", "model");
            json.WriteString("id", model);
            json.WriteString("display_name", model);
            json.WriteString("created_at", "2026-01-01T00:00:00Z");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", models[0]);
        json.WriteString("last_id", models[^1]);
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) => AnthropicErrors.Error(404, "not_found_error", "Not found");

    public WireAnswer InvalidJson() =>
        AnthropicErrors.Invalid("The request body is not valid JSON: unexpected end of data: line 1 column 1 (char 0)");

    public WireAnswer KeyRefused(string? key) =>
        AnthropicErrors.Error(401, "authentication_error", key is null ? "x-api-key header is required" : "API key is invalid.");

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => AnthropicErrors.Refuse(fault, call, requestNumber);
}
