using System.Text;
using System.Text.Json;

namespace ModelGateway.Protocols.Errors;

/// <summary>
/// Turns the list of a request's faults into one sentence: <c>[{"type","loc","msg","input","ctx"}]</c>. Only the place and the reason are
/// used. The other fields repeat the user's input, which must not appear in a message.
/// </summary>
internal static class ErrorDetails
{
    public static string? Describe(JsonElement details)
    {
        StringBuilder text = new();
        Append(text, details);
        return text.Length == 0 ? null : text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement details)
    {
        switch (details.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement detail in details.EnumerateArray())
                {
                    Append(text, detail);
                }

                break;
            case JsonValueKind.Object when Words(details) is { } words:
                Separate(text);
                if (details.TryGetProperty("loc"u8, out JsonElement place) && place.ValueKind == JsonValueKind.Array
                    && place.GetArrayLength() > 0)
                {
                    text.Append('\'').AppendJoin('.', place.EnumerateArray().Select(static part => part.ToString().Replace('\'', ' ')))
                        .Append("': ");
                }

                text.Append(words);
                break;
            case JsonValueKind.Object when details.TryGetProperty("detail"u8, out JsonElement inner):
                Append(text, inner);
                break;
            case JsonValueKind.String when details.GetString() is { Length: > 0 } said:
                Separate(text);
                text.Append(said);
                break;
        }
    }

    private static string? Words(JsonElement detail) => ErrorBody.Text(detail, "msg") ?? ErrorBody.Text(detail, "message");

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0)
        {
            text.Append("; ");
        }
    }
}
