using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Providers.Gemini;

/// <summary>An error's facts as Google sends them.</summary>
/// <param name="Code">The HTTP status that the body names; 0 where it names none.</param>
/// <param name="Status">The gRPC status, e.g. <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="Message">Google's words.</param>
/// <param name="Reason">The reason of <c>ErrorInfo</c>, e.g. <c>API_KEY_INVALID</c>.</param>
/// <param name="RetryDelay">The wait that <c>RetryInfo</c> asks for.</param>
/// <param name="Quota">The quota that was exceeded, the one that lasts longest where there are several.</param>
internal readonly record struct GeminiError(int Code, string? Status, string? Message, string? Reason, TimeSpan? RetryDelay, GeminiQuota? Quota = null)
{
    public static GeminiError Parse(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error))
        {
            return default;
        }

        if (error.ValueKind == JsonValueKind.String)
        {
            return new GeminiError(0, null, error.GetString(), null, null);
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        int code = error.TryGetProperty("code", out JsonElement number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out int parsed) ? parsed : 0;
        (string? reason, TimeSpan? delay, GeminiQuota? quota) =
            error.TryGetProperty("details", out JsonElement details) ? ReadDetails(details) : default;
        string? message = Text(error, "message");
        return new GeminiError(code, Text(error, "status"), message, reason, delay ?? ReadSentence(message), quota);
    }

    private static (string? Reason, TimeSpan? RetryDelay, GeminiQuota? Quota) ReadDetails(JsonElement details)
    {
        string? reason = null;
        TimeSpan? delay = null;
        GeminiQuota? quota = null;
        if (details.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object)
            {
                reason ??= Text(detail, "reason");
                delay ??= ReadDuration(Text(detail, "retryDelay"));
                quota ??= GeminiQuota.Read(detail);
            }
        }

        return (reason, delay, quota);
    }

    // "Please retry in 36.42s.", which remains where the details were cut off.
    private static TimeSpan? ReadSentence(string? message)
    {
        const string Words = "retry in ";
        int start = message?.IndexOf(Words, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = message.AsSpan(start + Words.Length);
        int end = rest.IndexOf('s');
        return end < 0 ? null : ReadDuration(rest[..(end + 1)].ToString());
    }

    // A protobuf duration: seconds with an s, "48s" or "48.83s".
    private static TimeSpan? ReadDuration(string? text) =>
        text is [.. var seconds, 's']
        && double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(value)
            : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
