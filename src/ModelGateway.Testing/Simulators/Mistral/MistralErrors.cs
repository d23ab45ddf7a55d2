using System.Globalization;

namespace ModelGateway.Testing.Simulators.Mistral;

/// <summary>
/// Mistral's errors: <c>{"object":"error","message","type","param","code","raw_status_code"}</c>; of its gate, <c>{"detail"}</c>.
/// </summary>
internal static class MistralErrors
{
    private const string Invalid = "invalid_request_error";

    public static WireAnswer Unavailable => Error(503, "Service unavailable.", "unreachable_backend", "1100");

    public static WireAnswer Detail(int status, string detail) =>
        new(status, SimulatorJson.Object(json => json.WriteString("detail", detail)), "application/json");

    public static WireAnswer Error(int status, string message, string type, string? code) => new(
        status,
        SimulatorJson.Object(json =>
        {
            json.WriteString("object", "error");
            json.WriteString("message", message);
            json.WriteString("type", type);
            json.WriteNull("param");
            json.WriteString("code", code);
            json.WriteNumber("raw_status_code", status);
        }),
        "application/json");

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call)
    {
        WireAnswer answer = fault.Kind switch
        {
            FaultKind.Overloaded => Unavailable,
            FaultKind.RateLimited => Error(429, "Rate limit exceeded", "rate_limited", "1300"),
            FaultKind.QuotaExhausted => Error(402, "The workspace has no credits left.", "payment_required", null),
            FaultKind.ContextTooLong => Error(
                400,
                string.Create(CultureInfo.InvariantCulture,
                    $"Prompt contains {fault.Count} tokens and 0 draft tokens, too large for model with {fault.Limit} maximum context length"),
                "invalid_request_prompt", "3051"),
            FaultKind.ContentFiltered => Error(403, "The request was blocked by a guardrail.", "guardrail_blocked", null),
            FaultKind.Unauthorized => Detail(401, "Invalid API Key"),
            FaultKind.ModelNotFound => Error(400, $"Invalid model: {call?.Model}", "invalid_model", "1500"),
            _ => ByStatus(fault),
        };
        return fault.RetryAfter is { } wait
            ? answer with
            {
                Headers = [.. fault.Headers, new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))],
            }
            : answer with { Headers = [.. fault.Headers] };
    }

    private static WireAnswer ByStatus(SimulatedFault fault) => fault.StatusCode switch
    {
        401 => Detail(401, fault.Message ?? "Invalid API Key"),
        429 => Error(429, fault.Message ?? "Rate limit exceeded", "rate_limited", "1300"),
        < 500 => Error(fault.StatusCode, fault.Message ?? "The request is invalid.", Invalid, null),
        _ => Error(fault.StatusCode, fault.Message ?? "Internal server error", "internal_server_error", "1000"),
    };
}
