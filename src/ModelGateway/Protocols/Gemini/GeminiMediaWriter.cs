using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Images, audio, video and documents: in the request (<c>inlineData</c>) or by reference (<c>fileData</c>).</summary>
internal readonly ref struct GeminiMediaWriter(Utf8JsonWriter writer, GeminiFlavor flavor)
{
    private static readonly FrozenSet<string> Unread = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "image/gif", "image/tiff", "image/bmp", "image/svg+xml", "image/x-icon");

    private const string FilesPrefix = "files/";

    public void WriteData(DataContent data)
    {
        Check(data.MediaType);
        writer.WriteStartObject(GeminiNames.InlineData);
        writer.WriteString(GeminiNames.MimeType, data.MediaType);
        writer.WriteBase64String(GeminiNames.Data, data.Data.Span);
        writer.WriteEndObject();
    }

    public void WriteUri(UriContent content)
    {
        if (content.Uri.Scheme is not ("https" or "http" or "gs"))
        {
            throw ProtocolError.Unsupported(
                $"Gemini fetches https and gs addresses, not {content.Uri.Scheme}: send the data itself as DataContent.");
        }

        // Microsoft.Extensions.AI writes a wildcard where the type is not known; Gemini then detects it.
        bool known = !content.MediaType.EndsWith("/*", StringComparison.Ordinal);
        if (!known && !flavor.HasUploads)
        {
            throw ProtocolError.Unsupported(
                $"Vertex AI wants to know what it fetches: give {content.Uri.Host} a media type other than {content.MediaType}.");
        }

        WriteReference(content.Uri.OriginalString, known ? content.MediaType : null);
    }

    /// <summary>An uploaded file, by its whole address or by its name (<c>files/abc</c>).</summary>
    public void WriteFile(HostedFileContent file)
    {
        string address = file.FileId;
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            if (!flavor.HasUploads)
            {
                throw ProtocolError.Unsupported(
                    $"Vertex AI keeps no uploaded files, such as '{address}': name the file by its address (gs://bucket/file).");
            }

            bool named = address.StartsWith(FilesPrefix, StringComparison.Ordinal);
            address = GeminiProtocol.PublicEndpoint + (named ? address : FilesPrefix + address);
        }

        WriteReference(address, file.MediaType);
    }

    // HEIC and HEIF are read beside the usual images; GIF is not, nor are office documents.
    private void Check(string mediaType)
    {
        bool isRead = mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
            ? MediaTypes.IsDocument(mediaType) && !mediaType.StartsWith("application/vnd.", StringComparison.OrdinalIgnoreCase)
                && !mediaType.StartsWith("application/msword", StringComparison.OrdinalIgnoreCase)
            : !Unread.Contains(mediaType);
        if (!isRead)
        {
            throw ProtocolError.Unsupported(
                $"{mediaType} cannot be sent to {flavor.Service}: it takes PNG, JPEG, WebP and HEIC images, sound, video, PDF and text.");
        }
    }

    private void WriteReference(string address, string? mediaType)
    {
        writer.WriteStartObject(GeminiNames.FileData);
        if (!string.IsNullOrEmpty(mediaType))
        {
            writer.WriteString(GeminiNames.MimeType, mediaType);
        }

        writer.WriteString(GeminiNames.FileUri, address);
        writer.WriteEndObject();
    }
}
