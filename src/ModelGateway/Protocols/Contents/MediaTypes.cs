using System.Collections.Frozen;

namespace ModelGateway.Protocols.Contents;

/// <summary>Media types that services read, and the refusal of the others, by name, before anything is sent.</summary>
internal static class MediaTypes
{
    private static readonly FrozenSet<string> Documents = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "pdf", "json", "xml", "yaml", "x-yaml", "toml", "rtf", "msword", "javascript", "x-javascript",
        "typescript", "x-typescript", "x-python", "x-sh", "x-php", "x-ruby", "sql", "csv");

    private static readonly string[] DocumentFamilies =
        ["vnd.ms-", "vnd.openxmlformats-officedocument.", "vnd.oasis.opendocument.", "vnd.google-apps.", "vnd.apple."];

    /// <summary>Refuses an image that is not PNG, JPEG, GIF or WebP. A wildcard, as the type of an address, says nothing.</summary>
    public static void CheckImage(string mediaType, string service)
    {
        ReadOnlySpan<char> type = Subtype(mediaType, "image/");
        if (!Is(type, "png") && !Is(type, "jpeg") && !Is(type, "jpg") && !Is(type, "gif") && !Is(type, "webp") && !Is(type, "*"))
        {
            throw ProtocolError.Unsupported(
                $"{mediaType} cannot be sent to {service}: it takes images as PNG, JPEG, GIF and WebP. Convert it first.");
        }
    }

    /// <summary>Refuses a file that is no document.</summary>
    public static void CheckFile(string mediaType, string service)
    {
        if (!IsDocument(mediaType))
        {
            throw ProtocolError.Unsupported(
                $"{mediaType} cannot be sent to {service}: it takes PDF, office documents and text. Convert it, or name its type.");
        }
    }

    /// <summary>Whether a media type is one of documents or of text.</summary>
    public static bool IsDocument(string mediaType)
    {
        if (mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || mediaType.StartsWith("message/", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string type = Subtype(mediaType, "application/").ToString();
        return Documents.Contains(type)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(DocumentFamilies, family => type.StartsWith(family, StringComparison.OrdinalIgnoreCase));
    }

    // What follows the top-level type, without parameters; empty for another top-level type.
    private static ReadOnlySpan<char> Subtype(string mediaType, string top)
    {
        if (!mediaType.StartsWith(top, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        ReadOnlySpan<char> type = mediaType.AsSpan(top.Length);
        int end = type.IndexOfAny(';', ' ');
        return end < 0 ? type : type[..end];
    }

    private static bool Is(ReadOnlySpan<char> type, string expected) => type.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
