namespace ModelGateway.Protocols.Bedrock;

/// <summary>The block and the name that Converse has for a media type.</summary>
/// <param name="Block">The block: image, document, video or audio.</param>
/// <param name="Format">The value of the block's <c>format</c>.</param>
internal sealed record BedrockMediaFormat(string Block, string Format)
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The form of a media type; null where Converse takes none such.</summary>
    public static BedrockMediaFormat? Find(string mediaType)
    {
        // Media types may carry parameters.
        int end = mediaType.AsSpan().IndexOfAny(';', ' ');
        string type = (end < 0 ? mediaType : mediaType[..end]).ToLowerInvariant();
        return type switch
        {
            "image/png" or "image/jpeg" or "image/gif" or "image/webp" => new("image", type["image/".Length..]),
            "image/jpg" => new("image", "jpeg"),
            "application/pdf" => new("document", "pdf"),
            "text/csv" => new("document", "csv"),
            "text/html" => new("document", "html"),
            "text/markdown" => new("document", "md"),
            "application/msword" => new("document", "doc"),
            Word => new("document", "docx"),
            "application/vnd.ms-excel" => new("document", "xls"),
            Excel => new("document", "xlsx"),
            "video/mp4" or "video/webm" or "video/mpeg" => new("video", type["video/".Length..]),
            "video/quicktime" => new("video", "mov"),
            "video/x-matroska" or "video/matroska" => new("video", "mkv"),
            "video/x-flv" => new("video", "flv"),
            "video/x-ms-wmv" => new("video", "wmv"),
            "video/3gpp" => new("video", "three_gp"),
            "audio/mpeg" or "audio/mp3" => new("audio", "mp3"),
            "audio/wav" or "audio/x-wav" => new("audio", "wav"),
            "audio/mp4" or "audio/m4a" => new("audio", "m4a"),
            "audio/aac" or "audio/flac" or "audio/ogg" or "audio/opus" or "audio/webm" => new("audio", type["audio/".Length..]),
            _ => IsText(type) ? new("document", "txt") : null,
        };
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/xml" or "application/yaml"
        || type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal);
}
