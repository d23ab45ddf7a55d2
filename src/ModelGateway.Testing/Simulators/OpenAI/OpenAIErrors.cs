using System.Globalization;

namespace ModelGateway.Testing.Simulators.OpenAI;

/// <summary>OpenAI's errors: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal static class OpenAIErrors
{
    private const string Invalid = "invalid_request_error";
    private const string Failed = "The server had an error while processing your request. Sorry about that!";

    public static byte[] ServerError => Body(Failed, "server_error", null, null);

    public static WireAnswer Error(int status, string message, string type, string? param = null, string? code = null) =>
        new(status, Body(message, type, param, code), "application/json");

    public static WireAnswer Missing(string param) =>
        Error(400, $"Missing required parameter: '{param}'.", Invalid, param, "missing_required_parameter");

    public static WireAnswer KeyRefused(string? key) => key is null
        ? Error(401,
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).", Invalid)
        : Error(401, $"Incorrect API key provided: {Masked(key)}. You can find your API key at https://platform.openai.com/account/api-keys.", Invalid, null, "invalid_api_key");

    /// <summary>Azure's content filter error, with an inner code.</summary>
    public static WireAnswer AzureFiltered() => new(400, SimulatorJson.Object(json => json.WriteObject("error", error =>
    {
        error.WriteString("message",
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.");
        error.WriteNull("type");
        error.WriteString("param", "prompt");
        error.WriteString("code", "content_filter");
        error.WriteNumber("status", 400);
        error.WriteObject("innererror", inner =>
        {
            inner.WriteString("code", "ResponsibleAIPolicyViolation");
            inner.WriteObject("content_filter_result", result => result.WriteObject("violence", violence =>
            {
                violence.WriteBoolean("filtered", true);
                violence.WriteString("severity", "high");
            }));
        });
    })), "application/json");

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call)
    {
        WireAnswer answer = fault.Kind switch
        {
            FaultKind.Overloaded => Error(
                503, "The engine is currently overloaded, please try again later", "server_error", null, "server_is_overloaded"),
            FaultKind.RateLimited => RateLimited(call),
            FaultKind.QuotaExhausted => Error(
                429,
                "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
                "insufficient_quota", null, "insufficient_quota"),
            FaultKind.ContextTooLong => Error(
                400,
                string.Create(CultureInfo.InvariantCulture,
                    $"This model's maximum context length is {fault.Limit} tokens. However, your messages resulted in {fault.Count} tokens. Please reduce the length of the messages."),
                Invalid, "messages", "context_length_exceeded"),
            FaultKind.ContentFiltered => Error(
                400,
                "The response was filtered due to the prompt triggering the content management policy. Please modify your prompt and retry.",
                Invalid, "prompt", "content_filter"),
            FaultKind.Unauthorized => KeyRefused("sk-revoked-000000"),
            FaultKind.ModelNotFound => Error(
                404, $"The model `{call?.Model}` does not exist or you do not have access to it.", Invalid, null, "model_not_found"),
            _ => ByStatus(fault),
        };
        return answer with { Headers = RetryHeaders(fault) };
    }

    private static WireAnswer RateLimited(WireCall? call) => Error(
        429, $"Rate limit reached for {call?.Model} in organization org-simulated on requests per min (RPM).", "requests", null,
        "rate_limit_exceeded");

    private static WireAnswer ByStatus(SimulatedFault fault) => fault.StatusCode switch
    {
        429 => Error(429, fault.Message ?? "Rate limit reached for requests", "requests", null, "rate_limit_exceeded"),
        401 => Error(401, fault.Message ?? "Incorrect API key provided.", Invalid, null, "invalid_api_key"),
        404 => Error(404, fault.Message ?? "The requested resource does not exist.", Invalid, null, "not_found"),
        < 500 => Error(fault.StatusCode, fault.Message ?? "The request is invalid.", Invalid),
        _ => Error(fault.StatusCode, fault.Message ?? Failed, "server_error"),
    };

    private static List<KeyValuePair<string, string>> RetryHeaders(SimulatedFault fault)
    {
        List<KeyValuePair<string, string>> headers = [.. fault.Headers];
        if (fault.RetryAfter is { } wait)
        {
            headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
            headers.Add(new("retry-after-ms", Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        }

        return headers;
    }

    private static byte[] Body(string message, string type, string? param, string? code) =>
        SimulatorJson.Object(json => json.WriteObject("error", error =>
    {
        error.WriteString("message", message);
        error.WriteString("type", type);
        error.WriteString("param", param);
        error.WriteString("code", code);
    }));

    private static string Masked(string key) =>
        key.Length <= 12 ? new string('*', key.Length) : $"{key[..8]}{new string('*', key.Length - 12)}{key[^4..]}";
}
