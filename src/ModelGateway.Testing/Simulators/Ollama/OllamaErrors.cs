using System.Globalization;

namespace ModelGateway.Testing.Simulators.Ollama;

/// <summary>Ollama's errors: <c>{"error":"words"}</c>.</summary>
internal static class OllamaErrors
{
    public const string ContentType = "application/json; charset=utf-8";
    public const string Broken = "an error was encountered while running the model: unexpected EOF";

    public static WireAnswer Error(int status, string message) => new(status, Body(message), ContentType);

    public static byte[] Body(string message) => SimulatorJson.Object(json => json.WriteString("error", message));

    public static WireAnswer NotFound(string? model) => Error(404, $"model '{model}' not found");

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call)
    {
        WireAnswer answer = fault.Kind switch
        {
            FaultKind.Overloaded => Error(503, "server busy, please try again.  maximum pending requests exceeded"),
            FaultKind.RateLimited => Error(429, "too many concurrent requests"),
            FaultKind.QuotaExhausted => Error(402, "payment required: add funds at https://ollama.com/settings/billing"),
            FaultKind.ContextTooLong => Error(
                400, string.Create(
                    CultureInfo.InvariantCulture, $"prompt too long; exceeded max context length by {fault.Count - fault.Limit} tokens")),
            FaultKind.ContentFiltered => Error(400, "the prompt was refused by the content filter"),
            FaultKind.Unauthorized => Error(401, "unauthorized"),
            FaultKind.ModelNotFound => NotFound(call?.Model),
            _ => Error(fault.StatusCode, fault.Message ?? (fault.StatusCode < 500 ? "bad request" : Broken)),
        };
        return answer with { Headers = RetryHeaders(fault) };
    }

    private static List<KeyValuePair<string, string>> RetryHeaders(SimulatedFault fault)
    {
        List<KeyValuePair<string, string>> headers = [.. fault.Headers];
        if (fault.RetryAfter is { } wait)
        {
            headers.Add(new("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        return headers;
    }
}
