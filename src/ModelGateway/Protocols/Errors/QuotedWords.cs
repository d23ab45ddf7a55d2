using System.Text;

namespace ModelGateway.Protocols.Errors;

/// <summary>
/// Removes quoted text from an error's message: it repeats names and texts of the request and does not tell what the error means.
/// </summary>
internal static class QuotedWords
{
    /// <summary>The message without quoted text. Messages of errors that are passed on as JSON are kept: <c>"message": "…"</c>.</summary>
    public static string Remove(string message)
    {
        if (message.AsSpan().IndexOfAny('\'', '"', '`') < 0)
        {
            return message;
        }

        StringBuilder kept = new(message.Length);
        ReadOnlySpan<char> name = default;
        for (int i = 0; i < message.Length; i++)
        {
            int end = IsQuote(message[i]) && Opens(message, i) ? FindEnd(message, i) : -1;
            if (end < 0)
            {
                kept.Append(message[i]);
                name = message[i] is ':' or ' ' ? name : default;
                continue;
            }

            ReadOnlySpan<char> quoted = message.AsSpan(i + 1, end - i - 1);
            if (name is "message" or "msg" or "detail" or "error")
            {
                kept.Append(quoted);
            }

            name = quoted;
            i = end;
        }

        return kept.ToString();
    }

    private static bool IsQuote(char character) => character is '\'' or '"' or '`';

    // An apostrophe is no quotation mark: it follows a letter.
    private static bool Opens(string text, int at) => at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '\\');

    private static int FindEnd(string text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == text[start] && text[i - 1] != '\\' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])))
            {
                return i;
            }
        }

        return -1;
    }
}
