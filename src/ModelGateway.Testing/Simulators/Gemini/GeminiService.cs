using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelGateway.Routing;

namespace ModelGateway.Testing.Simulators.Gemini;

/// <summary>Gemini's generateContent, with and without streaming.</summary>
internal sealed class GeminiService : IWireProtocol
{
    private const string ModelsPath = "/v1beta/models";
    private const string NewLine = "\r\n";

    public string BasePath => "/v1beta/";

    public string DefaultKey => "AIzaSimulatedKey0001";

    public string DefaultModel => "gemini-2.5-flash";

    public string JsonContentType => GeminiErrors.ContentType;

    public string StreamContentType => "text/event-stream";

    public string? KeyOf(HttpRequest request)
    {
        string key = request.Headers["x-goog-api-key"].ToString();
        key = key.Length > 0 ? key : request.Query["key"].ToString();
        return key.Length > 0 ? key : null;
    }

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == ModelsPath;

    public WireCall? Route(HttpRequest request, JsonElement body)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not { } path
            || !path.StartsWith(ModelsPath + "/", StringComparison.Ordinal))
        {
            return null;
        }

        int colon = path.LastIndexOf(':');
        string method = colon < 0 ? string.Empty : path[(colon + 1)..];
        if (method is not ("generateContent" or "streamGenerateContent"))
        {
            return null;
        }

        string model = path[(ModelsPath.Length + 1)..colon];
        return new(model, method == "streamGenerateContent", body) { EventStream = request.Query["alt"] == "sse" };
    }

    public KeyValuePair<string, string>? RequestId(int number) => null;

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state) => [];

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        GeminiValidator.Validate(call, signatures);

    public string LastUserText(JsonElement body)
    {
        string text = string.Empty;
        foreach (JsonElement content in body.Items("contents").Where(c => c.Text("role") is "user" or null))
        {
            string said = string.Concat(content.Items("parts").Select(part => part.Text("text")));
            text = said.Length > 0 ? said : text;
        }

        return text;
    }

    public bool Signs(WireCall call, SimulatedReply reply) =>
        reply.Reasoning is not null || (reply.ToolCalls.Count > 0 && GeminiValidator.RequiresSignatures(call.Model));

    public byte[] Unary(WireReply reply) => GeminiWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply)
    {
        bool first = true;
        foreach (byte[] chunk in GeminiWriter.Stream(reply))
        {
            yield return reply.Call.EventStream ? SimulatorJson.Event(chunk, newLine: NewLine) : [.. first ? "["u8 : ",\r\n"u8, .. chunk];
            first = false;
        }

        if (!reply.Call.EventStream)
        {
            yield return "]"u8.ToArray();
        }
    }

    public byte[] MalformedEvent(WireCall call)
    {
        byte[] broken = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"bro"u8.ToArray();
        return call.EventStream ? SimulatorJson.Event(broken, newLine: NewLine) : broken;
    }

    public byte[] ErrorEvent(WireCall call)
    {
        byte[] error = GeminiErrors.Body(503, GeminiErrors.Overloaded, "UNAVAILABLE");
        return call.EventStream ? SimulatorJson.Event(error, newLine: NewLine) : [.. ",\r\n"u8, .. error, .. "]"u8];
    }

    public WireAnswer ModelList(IReadOnlyList<string> models) => new(200, SimulatorJson.Object(json =>
    {
        json.WriteStartArray("models");
        foreach (string model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", $"models/{model}");
            json.WriteString("version", "001");
            json.WriteString("displayName", model);
            json.WriteNumber("inputTokenLimit", 1_048_576);
            json.WriteNumber("outputTokenLimit", 65_536);
            json.WriteStartArray("supportedGenerationMethods");
            json.WriteStringValue("generateContent");
            json.WriteStringValue("countTokens");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }), JsonContentType);

    public WireAnswer UnknownPath(HttpRequest request) => GeminiErrors.Error(404, "Not Found", "NOT_FOUND");

    public WireAnswer InvalidJson() => GeminiErrors.Invalid("Invalid JSON payload received. Unexpected end of string.");

    public WireAnswer KeyRefused(string? key) => key is null
        ? GeminiErrors.Error(403,
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.", "PERMISSION_DENIED")
        : GeminiErrors.KeyRefused();

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => GeminiErrors.Refuse(fault, call);
}
