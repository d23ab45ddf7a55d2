using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Images, audio, video and documents: in the request (<c>inlineData</c>) or by reference (<c>fileData</c>).</summary>
internal static class GeminiMediaWriter
{
    private const string FilesPrefix = "files/";

    public static void WriteData(Utf8JsonWriter writer, DataContent data)
    {
        writer.WriteStartObject("inlineData"u8);
        writer.WriteString("mimeType"u8, data.MediaType);
        writer.WriteBase64String("data"u8, data.Data.Span);
        writer.WriteEndObject();
    }

    public static void WriteUri(Utf8JsonWriter writer, UriContent content, GeminiFlavor flavor)
    {
        if (content.Uri.Scheme is not ("https" or "http" or "gs"))
        {
            throw ProtocolError.Unsupported(
                $"Gemini fetches https and gs addresses, not {content.Uri.Scheme}: send the data itself as DataContent.");
        }

        // A wildcard is Microsoft.Extensions.AI's way to say that the type is not known; Gemini then finds out itself.
        bool known = !content.MediaType.EndsWith("/*", StringComparison.Ordinal);
        if (!known && !flavor.HasUploads)
        {
            throw ProtocolError.Unsupported($"Vertex AI wants to know what it fetches: give {content.Uri.Host} a media type other than {content.MediaType}.");
        }

        WriteReference(writer, content.Uri.OriginalString, known ? content.MediaType : null);
    }

    /// <summary>An uploaded file, by its whole address or by its name (<c>files/abc</c>).</summary>
    public static void WriteFile(Utf8JsonWriter writer, HostedFileContent file, GeminiFlavor flavor)
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

        WriteReference(writer, address, file.MediaType);
    }

    private static void WriteReference(Utf8JsonWriter writer, string address, string? mediaType)
    {
        writer.WriteStartObject("fileData"u8);
        if (!string.IsNullOrEmpty(mediaType))
        {
            writer.WriteString("mimeType"u8, mediaType);
        }

        writer.WriteString("fileUri"u8, address);
        writer.WriteEndObject();
    }
}
