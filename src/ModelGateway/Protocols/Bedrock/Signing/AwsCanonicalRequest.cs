using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Bedrock.Signing;

/// <summary>
/// A request in the one form that both sides of a signature agree on: method, path, query, headers, their names, the payload's hash.
/// The path is the one on the wire, encoded once more, as every AWS service but S3 does it.
/// </summary>
internal readonly struct AwsCanonicalRequest
{
    private AwsCanonicalRequest(string text, string signedHeaders)
    {
        Text = text;
        SignedHeaders = signedHeaders;
    }

    public string Text { get; }

    /// <summary>The names of the headers that are signed, sorted, with semicolons between them.</summary>
    public string SignedHeaders { get; }

    /// <param name="method">The method.</param>
    /// <param name="path">The path as it is sent.</param>
    /// <param name="query">The query as it is sent, without its question mark.</param>
    /// <param name="headers">The headers to sign, in any order; the values of one name keep their order.</param>
    /// <param name="payload">The body.</param>
    public static AwsCanonicalRequest Create(
        string method, string path, string query, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> payload)
    {
        StringBuilder text = new(512);
        text.Append(method).Append('\n');
        WritePath(text, path);
        text.Append('\n');
        WriteQuery(text, query);
        text.Append('\n');
        StringBuilder names = new(64);
        string? previous = null;
        foreach ((string name, string value) in headers
            .Select(static header => (Name: header.Key.ToLowerInvariant(), header.Value))
                .OrderBy(static header => header.Name, StringComparer.Ordinal))
        {
            if (name == previous)
            {
                text.Length--;
                text.Append(',');
            }
            else
            {
                text.Append(name).Append(':');
                names.Append(names.Length > 0 ? ";" : "").Append(name);
                previous = name;
            }

            WriteTrimmed(text, value);
            text.Append('\n');
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        string signedHeaders = names.ToString();
        text.Append('\n').Append(signedHeaders).Append('\n').Append(Convert.ToHexStringLower(hash));
        return new AwsCanonicalRequest(text.ToString(), signedHeaders);
    }

    // Without empty segments and dots.
    private static void WritePath(StringBuilder text, string path)
    {
        string[] segments = path.Split('/');
        List<string> kept = Normalise(segments);
        foreach (string segment in kept)
        {
            text.Append('/');
            WriteEncoded(text, segment);
        }

        if (kept.Count == 0 || segments[^1] is "" or "." or "..")
        {
            text.Append('/');
        }
    }

    private static List<string> Normalise(string[] segments)
    {
        List<string> kept = [];
        foreach (string segment in segments)
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (segment is not ("" or "."))
            {
                kept.Add(segment);
            }
        }

        return kept;
    }

    private static void WriteQuery(StringBuilder text, string query)
    {
        List<(string Name, string Value)> parameters = [];
        foreach (string parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int at = parameter.IndexOf('=', StringComparison.Ordinal);
            parameters.Add((Encode(at < 0 ? parameter : parameter[..at]), at < 0 ? "" : Encode(parameter[(at + 1)..])));
        }

        parameters.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name) is not 0 and int order
            ? order
            : string.CompareOrdinal(left.Value, right.Value));
        for (int i = 0; i < parameters.Count; i++)
        {
            text.Append(i > 0 ? "&" : "").Append(parameters[i].Name).Append('=').Append(parameters[i].Value);
        }
    }

    private static string Encode(string part)
    {
        StringBuilder encoded = new();
        WriteEncoded(encoded, Uri.UnescapeDataString(part));
        return encoded.ToString();
    }

    private static void WriteEncoded(StringBuilder text, string part)
    {
        foreach (byte value in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }
    }

    // White space at both ends is removed; a run of white space within the value becomes one space.
    private static void WriteTrimmed(StringBuilder text, string value)
    {
        bool pending = false;
        foreach (char c in value.AsSpan().Trim())
        {
            if (char.IsWhiteSpace(c))
            {
                pending = true;
                continue;
            }

            text.Append(pending ? " " : "").Append(c);
            pending = false;
        }
    }
}
