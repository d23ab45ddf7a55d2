using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Errors;

/// <summary>
/// Reads the facts out of an error's body: <c>{"error":{"message","type","code"}}</c> and the variants of other providers (no envelope, an
/// error that is a string, a list of one, a numeric code, Google's details, a message alone, HTML).
/// </summary>
internal static class ErrorBody
{
    public static ErrorFacts Read(ReadOnlySpan<byte> body)
    {
        try
        {
            // What can be read of an error is worth more than its form.
            JsonElement root = WireJson.ParseMended(Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body)));
            bool isList = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0;
            root = isList ? root[0] : root;
            return root.ValueKind == JsonValueKind.Object
                ? FromObject(root)
                : new ErrorFacts { Message = root.ValueKind == JsonValueKind.String && !isList ? root.GetString() : null };
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            return new ErrorFacts { Message = PlainText(body) };
        }
    }

    /// <summary>
    /// Whether the value of <c>error</c> that the reader stands on says anything. Some services send the field with every answer: null,
    /// empty, or with empty fields.
    /// </summary>
    /// <param name="reader">Stands on the value, and moves to its end.</param>
    /// <param name="json">Everything that the reader reads.</param>
    public static bool IsError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) =>
        reader.TokenType != JsonTokenType.Null && !Read(JsonFields.ReadRaw(ref reader, json)).IsEmpty;

    private static ErrorFacts FromObject(JsonElement root)
    {
        JsonElement error = root;
        if (root.TryGetProperty("error", out JsonElement inner))
        {
            if (inner.ValueKind == JsonValueKind.String && inner.GetString() is { Length: > 0 } message)
            {
                return new ErrorFacts { Message = message, Code = Text(root, "code"), RequestId = Text(root, "request_id") };
            }

            if (inner.ValueKind == JsonValueKind.Object && inner.GetPropertyCount() > 0)
            {
                error = inner;
            }
        }

        string? code = Text(error, "code");
        bool isStatus = int.TryParse(Text(error, "status_code") ?? Text(error, "raw_status_code") ?? code, NumberStyles.None,
            CultureInfo.InvariantCulture, out int status)
            && status is >= 400 and < 600;
        error.TryGetProperty("metadata", out JsonElement metadata);
        error.TryGetProperty("innererror", out JsonElement innerError);
        error.TryGetProperty("availability", out JsonElement availability);
        ErrorFacts facts = new()
        {
            Message = Message(error, metadata),
            Code = code,
            Type = Text(error, "type") ?? Text(error, "__type") ?? Text(metadata, "error_type"),
            InnerCode = Text(innerError, "code"),
            Status = error.TryGetProperty("status", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()
                : null,
            IsModeration = metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("reasons", out JsonElement reasons)
                && reasons.ValueKind == JsonValueKind.Array && reasons.GetArrayLength() > 0,
            StatusCode = isStatus ? status : null,
            RetryAfter = Seconds(availability, "retry_after"),
            RequestId = Text(root, "request_id"),
            Overflow = new ContextOverflow(Count(error, "n_ctx"), Count(error, "n_prompt_tokens")),
        };
        return !error.TryGetProperty("details", out JsonElement details) ? facts
            : details.ValueKind == JsonValueKind.Array ? GoogleErrorDetails.Add(facts, details)
            : facts with { InnerCode = facts.InnerCode ?? Text(details, "error_code") };
    }

    // OpenRouter's message is only "Provider returned error"; the provider's message is in the metadata.
    private static string? Message(JsonElement error, JsonElement metadata)
    {
        string? message = Words(error, "message") ?? Words(error, "Message") ?? Words(error, "detail");
        return Text(metadata, "raw") is not { } raw ? message
            : $"{message}: {(raw[0] is '{' ? Read(Encoding.UTF8.GetBytes(raw)).Message : raw)}";
    }

    private static string? Words(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Array or JsonValueKind.Object => ErrorDetails.Describe(value),
            _ => null,
        };

    /// <summary>A string or number; null where the property is absent or something else.</summary>
    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static long? Count(JsonElement element, string name) =>
        long.TryParse(Text(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : null;

    private static TimeSpan? Seconds(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string? PlainText(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body).Trim();
        return text.Length == 0 || text[0] is '<' or '{' or '[' || text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }
}
