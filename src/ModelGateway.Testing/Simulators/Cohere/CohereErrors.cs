using System.Globalization;

namespace ModelGateway.Testing.Simulators.Cohere;

/// <summary>Cohere's errors: <c>{"id","message"}</c>.</summary>
internal static class CohereErrors
{
    public static WireAnswer Error(int status, string message) => new(
        status,
        SimulatorJson.Object(json =>
        {
            json.WriteString("id", "2da0d1db-941a-4db3-ba16-436533566b78");
            json.WriteString("message", message);
        }),
        "application/json");

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call)
    {
        WireAnswer answer = fault.Kind switch
        {
            FaultKind.Overloaded => Error(503, "service unavailable, please try again later"),
            FaultKind.RateLimited => Error(429, "You are using a Trial key, which is limited to 20 API calls / minute."),
            FaultKind.QuotaExhausted => Error(402, "Please add or update your payment method at https://dashboard.cohere.com/billing?tab=payment to continue"),
            FaultKind.ContextTooLong => Error(
                400,
                string.Create(CultureInfo.InvariantCulture,
                    $"too many tokens: total number of tokens in the prompt cannot exceed {fault.Limit} - received {fault.Count}. Try using a shorter prompt.")),
            FaultKind.ContentFiltered => Error(400, "invalid request: the prompt was blocked by a content filter"),
            FaultKind.Unauthorized => Error(401, "invalid api token"),
            FaultKind.ModelNotFound => Error(
                404, $"model '{call?.Model}' not found, make sure the correct model ID was used and that you have access to the model."),
            _ => Error(fault.StatusCode, fault.Message ?? (fault.StatusCode < 500 ? "invalid request" : "internal server error")),
        };
        return fault.RetryAfter is { } wait
            ? answer with
            {
                Headers = [.. fault.Headers, new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))],
            }
            : answer with { Headers = [.. fault.Headers] };
    }
}
