using System.Globalization;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>Anthropic's errors: <c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
internal static class AnthropicErrors
{
    public static string RequestId(int number) => string.Create(CultureInfo.InvariantCulture, $"req_sim{number:d8}");

    public static WireAnswer Invalid(string message) => Error(400, "invalid_request_error", message);

    public static WireAnswer Error(int status, string type, string message, string? requestId = null) =>
        new(status, Body(type, message, requestId), "application/json");

    public static byte[] Body(string type, string message, string? requestId) => SimulatorJson.Object(json =>
    {
        json.WriteString("type", "error");
        json.WriteObject("error", error =>
        {
            error.WriteString("type", type);
            error.WriteString("message", message);
        });
        json.WriteString("request_id", requestId);
    });

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber)
    {
        (int status, string type, string message) = fault.Kind switch
        {
            FaultKind.Overloaded => (529, "overloaded_error", "Overloaded"),
            FaultKind.RateLimited => (429, "rate_limit_error",
                "This request would exceed your organization's rate limit. Please reduce the number of requests or contact sales."),
            FaultKind.QuotaExhausted => (402, "billing_error",
                "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
            FaultKind.ContextTooLong => (
                400,
                "invalid_request_error",
                string.Create(CultureInfo.InvariantCulture, $"prompt is too long: {fault.Count} tokens > {fault.Limit} maximum")),
            FaultKind.ContentFiltered => (400, "invalid_request_error", "Output blocked by content filtering policy"),
            FaultKind.Unauthorized => (401, "authentication_error", "API key is invalid."),
            FaultKind.ModelNotFound => (404, "not_found_error", $"model: {call?.Model}"),
            _ => ByStatus(fault),
        };
        List<KeyValuePair<string, string>> headers = [.. fault.Headers];
        if (fault.RetryAfter is { } wait)
        {
            headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        return Error(status, type, message, RequestId(requestNumber)) with { Headers = headers };
    }

    private static (int Status, string Type, string Message) ByStatus(SimulatedFault fault)
    {
        (string type, string message) = fault.StatusCode switch
        {
            401 => ("authentication_error", "API key is invalid."),
            402 => ("billing_error", "Your credit balance is too low to access the Anthropic API."),
            403 => ("permission_error", "Your API key does not have permission to use the specified resource."),
            404 => ("not_found_error", "Not found"),
            413 => ("request_too_large", "Request exceeds the maximum size"),
            429 => ("rate_limit_error", "This request would exceed your organization's rate limit."),
            504 => ("timeout_error", "Request timed out"),
            529 => ("overloaded_error", "Overloaded"),
            < 500 => ("invalid_request_error", "The request is invalid."),
            _ => ("api_error", "Internal server error"),
        };
        return (fault.StatusCode, type, fault.Message ?? message);
    }
}
