using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>OpenAI Chat Completions of OpenAI, DeepSeek or Azure.</summary>
internal sealed class OpenAIService(OpenAIFlavour flavour) : IWireProtocol
{
    public string BasePath => flavour switch
    {
        OpenAIFlavour.DeepSeek => "/",
        OpenAIFlavour.AzureOpenAI => "/openai/v1/",
        _ => "/v1/",
    };

    public string DefaultKey => "sk-simulated-openai-key-0001";

    public string DefaultModel => "gpt-5-mini";

    public string JsonContentType => "application/json";

    public string StreamContentType => "text/event-stream; charset=utf-8";

    public string? KeyOf(HttpRequest request) =>
        flavour == OpenAIFlavour.AzureOpenAI && request.Headers["api-key"].ToString() is { Length: > 0 } key ? key
        : request.Headers.Authorization.ToString() is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim()
        : null;

    public bool IsModelList(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path == BasePath + "models";

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method)
            && request.Path == BasePath + "chat/completions" ? new(body.Text("model"), body.Flag("stream"), body) : null;

    public WireAnswer? Embed(HttpRequest request, JsonElement body, IReadOnlyList<string> models) =>
        HttpMethods.IsPost(request.Method) && request.Path == BasePath + "embeddings"
            && flavour != OpenAIFlavour.DeepSeek ? OpenAIVectors.Answer(body) : null;

    public KeyValuePair<string, string>? RequestId(int number) =>
        flavour == OpenAIFlavour.AzureOpenAI
            ? new("apim-request-id", string.Create(CultureInfo.InvariantCulture, $"{number:x32}"))
            : new("x-request-id", string.Create(CultureInfo.InvariantCulture, $"req_{number:x32}"));

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state)
    {
        if (flavour == OpenAIFlavour.DeepSeek)
        {
            yield break; // It tells none.
        }

        yield return new("x-ratelimit-limit-requests", state.Limit.ToString(CultureInfo.InvariantCulture));
        yield return new("x-ratelimit-remaining-requests", state.Remaining.ToString(CultureInfo.InvariantCulture));
        yield return new("x-ratelimit-reset-requests", flavour == OpenAIFlavour.AzureOpenAI
            ? Math.Ceiling(state.ResetsIn.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : Duration(state.ResetsIn));
    }

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        OpenAIValidator.Validate(call) ?? (flavour == OpenAIFlavour.DeepSeek ? DeepSeekValidator.Validate(call) : null);

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

    public byte[] Unary(WireReply reply) =>
        flavour == OpenAIFlavour.DeepSeek ? [.. "\n\n"u8, .. OpenAIWriter.Unary(reply, flavour)] : OpenAIWriter.Unary(reply, flavour);

    public IEnumerable<byte[]> Stream(WireReply reply) => OpenAIWriter.Stream(reply, flavour);

    public byte[] MalformedEvent(WireCall call) =>
        SimulatorJson.Event("{\"id\":\"chatcmpl-broken\",\"choices\":[{\"delta\":{\"content\":\"bro"u8.ToArray());

    public byte[] ErrorEvent(WireCall call) => SimulatorJson.Event(OpenAIErrors.ServerError);

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

    public WireAnswer KeyRefused(string? key) =>
        flavour == OpenAIFlavour.DeepSeek ? DeepSeekValidator.KeyRefused() : OpenAIErrors.KeyRefused(key);

    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) => flavour switch
    {
        OpenAIFlavour.DeepSeek when fault.Kind == FaultKind.QuotaExhausted => DeepSeekValidator.QuotaExhausted(),
        OpenAIFlavour.DeepSeek when fault.Kind == FaultKind.Unauthorized => DeepSeekValidator.KeyRefused(),
        OpenAIFlavour.AzureOpenAI when fault.Kind == FaultKind.ContentFiltered => OpenAIErrors.AzureFiltered(),
        _ => OpenAIErrors.Refuse(fault, call),
    };

    /// <summary>A span as OpenAI writes it: <c>12ms</c>, <c>1.5s</c>, <c>6m0s</c>.</summary>
    private static string Duration(TimeSpan span) => span.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMilliseconds)}ms")
        : span.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMinutes}m{span.Seconds}s");
}
