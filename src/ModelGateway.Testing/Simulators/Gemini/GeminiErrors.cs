using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Gemini;

/// <summary>Google's errors: <c>{"error":{"code","message","status","details"}}</c>.</summary>
internal static class GeminiErrors
{
    public const string ContentType = "application/json; charset=UTF-8";
    public const string Overloaded = "The model is overloaded. Please try again later.";
    private const string TypePrefix = "type.googleapis.com/google.rpc.";
    private const string Quota = "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.";

    public static WireAnswer Error(int status, string message, string name, Action<Utf8JsonWriter>? details = null) =>
        new(status, Body(status, message, name, details), ContentType);

    public static WireAnswer Invalid(string message) => Error(400, message, "INVALID_ARGUMENT");

    public static WireAnswer KeyRefused() => Error(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT", details =>
    {
        Detail(details, "ErrorInfo", info =>
        {
            info.WriteString("reason", "API_KEY_INVALID");
            info.WriteString("domain", "googleapis.com");
            info.WriteObject("metadata", metadata => metadata.WriteString("service", "generativelanguage.googleapis.com"));
        });
        Detail(details, "LocalizedMessage", info =>
        {
            info.WriteString("locale", "en-US");
            info.WriteString("message", "API key not valid. Please pass a valid API key.");
        });
    });

    public static WireAnswer UnknownField(string name, string at)
    {
        string message = at.Length == 0
            ? $"Invalid JSON payload received. Unknown name \"{name}\": Cannot find field."
            : $"Invalid JSON payload received. Unknown name \"{name}\" at '{at}': Cannot find field.";
        return Error(400, message, "INVALID_ARGUMENT", details => Detail(details, "BadRequest", bad =>
        {
            bad.WriteStartArray("fieldViolations");
            bad.WriteStartObject();
            bad.WriteString("field", at);
            bad.WriteString("description", message);
            bad.WriteEndObject();
            bad.WriteEndArray();
        }));
    }

    public static byte[] Body(int status, string message, string name, Action<Utf8JsonWriter>? details = null) =>
        SimulatorJson.Object(json => json.WriteObject("error", error =>
        {
            error.WriteNumber("code", status);
            error.WriteString("message", message);
            error.WriteString("status", name);
            if (details is not null)
            {
                error.WriteStartArray("details");
                details(error);
                error.WriteEndArray();
            }
        }));

    public static WireAnswer Refuse(SimulatedFault fault, WireCall? call)
    {
        Action<Utf8JsonWriter>? retry = fault.RetryAfter is { } wait ? details => Retry(details, wait) : null;
        WireAnswer answer = fault.Kind switch
        {
            FaultKind.Overloaded => Error(503, Overloaded, "UNAVAILABLE", retry),
            FaultKind.RateLimited => Exhausted(call, "GenerateRequestsPerMinutePerProjectPerModel", retry),
            FaultKind.QuotaExhausted => Exhausted(call, "GenerateRequestsPerDayPerProjectPerModel", null),
            FaultKind.ContextTooLong => Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"The input token count ({fault.Count}) exceeds the maximum number of tokens allowed ({fault.Limit}).")),
            FaultKind.ContentFiltered => Blocked(call),
            FaultKind.Unauthorized => KeyRefused(),
            FaultKind.ModelNotFound => Error(
                404,
                $"models/{call?.Model} is not found for API version v1beta, or is not supported for generateContent. Call ModelService.ListModels to see the list of available models and their supported methods.",
                "NOT_FOUND"),
            _ => ByStatus(fault, retry),
        };
        return answer with { Headers = [.. fault.Headers] };
    }

    private static WireAnswer Exhausted(WireCall? call, string quotaId, Action<Utf8JsonWriter>? retry) =>
        Error(429, Quota, "RESOURCE_EXHAUSTED", details =>
    {
        Detail(details, "QuotaFailure", failure =>
        {
            failure.WriteStartArray("violations");
            failure.WriteStartObject();
            failure.WriteString("quotaMetric", "generativelanguage.googleapis.com/generate_content_requests");
            failure.WriteString("quotaId", quotaId);
            failure.WriteObject("quotaDimensions", dimensions =>
            {
                dimensions.WriteString("location", "global");
                dimensions.WriteString("model", call?.Model ?? string.Empty);
            });
            failure.WriteEndObject();
            failure.WriteEndArray();
        });
        retry?.Invoke(details);
    });

    /// <summary>Gemini answers a blocked prompt with 200 and no candidates.</summary>
    private static WireAnswer Blocked(WireCall? call)
    {
        byte[] body = SimulatorJson.Object(json =>
        {
            json.WriteObject("promptFeedback", feedback => feedback.WriteString("blockReason", "PROHIBITED_CONTENT"));
            json.WriteObject("usageMetadata", usage =>
            {
                long tokens = call is null ? 0 : TokenCount.OfRequest(call.Body);
                usage.WriteNumber("promptTokenCount", tokens);
                usage.WriteNumber("totalTokenCount", tokens);
            });
            json.WriteString("modelVersion", call?.Model);
            json.WriteString("responseId", "blocked");
        });
        return call switch
        {
            { Streaming: true, EventStream: true } => new(200, SimulatorJson.Event(body, newLine: "\r\n"), "text/event-stream"),
            { Streaming: true } => new(200, [.. "["u8, .. body, .. "]"u8], ContentType),
            _ => new(200, body, ContentType),
        };
    }

    private static WireAnswer ByStatus(SimulatedFault fault, Action<Utf8JsonWriter>? retry)
    {
        (string name, string message) = fault.StatusCode switch
        {
            401 => ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
            403 => ("PERMISSION_DENIED", "The caller does not have permission"),
            404 => ("NOT_FOUND", "Requested entity was not found."),
            429 => ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
            < 500 => ("INVALID_ARGUMENT", "Request contains an invalid argument."),
            503 => ("UNAVAILABLE", Overloaded),
            504 => ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
            _ => ("INTERNAL", "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting"),
        };
        return Error(fault.StatusCode, fault.Message ?? message, name, retry);
    }

    private static void Retry(Utf8JsonWriter details, TimeSpan wait) => Detail(
        details, "RetryInfo", info => info.WriteString(
            "retryDelay", string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.#########}s")));

    private static void Detail(Utf8JsonWriter json, string type, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject();
        json.WriteString("@type", TypePrefix + type);
        write(json);
        json.WriteEndObject();
    }
}
