using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Faults;

/// <summary>
/// Reads errors: <c>{"error":{"message","type","code","param"}}</c>, and what servers that speak the protocol make of it (an error that
/// is a string, no envelope, a list of one, a numeric code, HTML).
/// </summary>
internal static partial class ErrorReader
{
    private const int LongestMessage = 1000;

    /// <summary>Reads an error's body; <paramref name="statusCode"/> is null for an error within an answer that began well.</summary>
    public static ProviderFailure Read(int? statusCode, ReadOnlySpan<byte> body)
    {
        ErrorFacts facts = ReadFacts(body);
        int? status = statusCode ?? facts.StatusCode;
        FailureKind kind = ErrorKinds.Classify(status, facts);
        string said = Redaction.MaskKeys(Shorten(facts.Message ?? facts.Code ?? DescribeStatus(status)));
        return new ProviderFailure(kind, $"{ErrorKinds.Describe(kind)}: {said}")
        {
            StatusCode = statusCode,
            Code = facts.Code ?? facts.Type,
            RetryAfter = facts.RetryAfter ?? WaitIn(facts.Message),
        };
    }

    private static ErrorFacts ReadFacts(ReadOnlySpan<byte> body)
    {
        try
        {
            JsonElement root = JsonElement.Parse(body);
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            if (root.ValueKind == JsonValueKind.Object)
            {
                return FromObject(root);
            }

            return new ErrorFacts { Message = root.ValueKind == JsonValueKind.String ? root.GetString() : null };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new ErrorFacts { Message = PlainText(body) };
        }
    }

    private static ErrorFacts FromObject(JsonElement root)
    {
        JsonElement error = root;
        if (root.TryGetProperty("error", out JsonElement inner))
        {
            if (inner.ValueKind == JsonValueKind.String)
            {
                return new ErrorFacts { Message = inner.GetString(), Code = Text(root, "code") };
            }

            if (inner.ValueKind == JsonValueKind.Object)
            {
                error = inner;
            }
        }

        string? code = Text(error, "code");
        error.TryGetProperty("metadata", out JsonElement metadata);
        error.TryGetProperty("innererror", out JsonElement innerError);
        error.TryGetProperty("availability", out JsonElement availability);
        bool isStatus = int.TryParse(Text(error, "status_code") ?? code, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            && status is >= 400 and < 600;
        return new ErrorFacts
        {
            Message = Text(error, "message") ?? Text(error, "detail"),
            Code = code,
            Type = Text(error, "type") ?? Text(metadata, "error_type"),
            InnerCode = Text(innerError, "code"),
            IsModeration = metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("reasons", out _),
            StatusCode = isStatus ? status : null,
            RetryAfter = Seconds(availability, "retry_after"),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object => value.GetRawText(),
            _ => null,
        };

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

    private static string Shorten(string text) =>
        text.Length <= LongestMessage ? text : string.Concat(text.AsSpan(0, LongestMessage), "…");

    private static string DescribeStatus(int? status) => status switch
    {
        null => "the provider gave no reason.",
        _ when Enum.IsDefined((System.Net.HttpStatusCode)status) => $"HTTP {status} ({(System.Net.HttpStatusCode)status}).",
        _ => $"HTTP {status}.",
    };

    private static TimeSpan? WaitIn(string? message)
    {
        if (message is null || TryAgain().Match(message) is not { Success: true } match)
        {
            return null;
        }

        double seconds = (Number(match, "h") * 3600) + (Number(match, "m") * 60) + Number(match, "s") + (Number(match, "ms") / 1000);
        return seconds is > 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;

    [GeneratedRegex(
        @"try again in (?:(?<h>\d+)h)?(?:(?<m>\d+)m(?!s))?(?:(?<s>\d+(?:\.\d+)?) ?s)?(?:(?<ms>\d+(?:\.\d+)?) ?ms)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex TryAgain();
}
