using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes images, documents, text files and file ids.</summary>
internal static class AnthropicMediaWriter
{
    public static void Write(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        switch (content)
        {
            case DataContent data: WriteData(writer, data, notes); break;
            case UriContent uri: WriteUri(writer, uri, notes); break;
            case HostedFileContent file: WriteFile(writer, file, notes); break;
        }
    }

    private static void WriteData(Utf8JsonWriter writer, DataContent data, CallNotes notes)
    {
        string mediaType = data.MediaType;
        if (ImageType(mediaType) is { } image)
        {
            Begin(writer, AnthropicWords.Image, AnthropicWords.Base64Source);
            writer.WriteString(AnthropicNames.MediaType, image);
            writer.WriteBase64String(AnthropicNames.Data, data.Data.Span);
            End(writer, data, notes);
        }
        else if (Is(mediaType, "application/pdf"))
        {
            Begin(writer, AnthropicWords.Document, AnthropicWords.Base64Source);
            writer.WriteString(AnthropicNames.MediaType, "application/pdf"u8);
            writer.WriteBase64String(AnthropicNames.Data, data.Data.Span);
            EndDocument(writer, data.Name, data, notes);
        }
        else if (IsText(mediaType))
        {
            Begin(writer, AnthropicWords.Document, AnthropicWords.TextSource);
            writer.WriteString(AnthropicNames.MediaType, "text/plain"u8);
            writer.WriteString(AnthropicNames.Data, Encoding.UTF8.GetString(data.Data.Span));
            EndDocument(writer, data.Name, data, notes);
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"Anthropic takes no {mediaType} content: it takes JPEG, PNG, GIF and WebP images, PDF documents and text files.");
        }
    }

    private static void WriteUri(Utf8JsonWriter writer, UriContent uri, CallNotes notes)
    {
        bool isImage = uri.HasTopLevelMediaType("image");
        if (!isImage && !Is(uri.MediaType, "application/pdf"))
        {
            throw ProtocolError.Unsupported($"Anthropic fetches only images and PDF documents, not {uri.MediaType}: send the data itself.");
        }

        if (isImage)
        {
            MediaTypes.CheckImage(uri.MediaType, AnthropicNames.Service);
        }

        if (uri.Uri.Scheme != Uri.UriSchemeHttps && uri.Uri.Scheme != Uri.UriSchemeHttp)
        {
            throw ProtocolError.Unsupported(
                $"Anthropic fetches only http and https addresses, not {uri.Uri.Scheme}: send the data itself.");
        }

        Begin(writer, isImage ? AnthropicWords.Image : AnthropicWords.Document, AnthropicWords.UrlSource);
        writer.WriteString(AnthropicNames.Url, uri.Uri.AbsoluteUri);
        if (isImage)
        {
            End(writer, uri, notes);
        }
        else
        {
            EndDocument(writer, null, uri, notes);
        }
    }

    private static void WriteFile(Utf8JsonWriter writer, HostedFileContent file, CallNotes notes)
    {
        bool isImage = file.MediaType is not null && file.HasTopLevelMediaType("image");
        Begin(writer, isImage ? AnthropicWords.Image : AnthropicWords.Document, AnthropicWords.FileSource);
        writer.WriteString(AnthropicNames.FileId, file.FileId);
        if (isImage)
        {
            End(writer, file, notes);
        }
        else
        {
            EndDocument(writer, file.Name, file, notes);
        }
    }

    private static void Begin(Utf8JsonWriter writer, ReadOnlySpan<byte> block, ReadOnlySpan<byte> source)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, block);
        writer.WriteStartObject(AnthropicNames.Source);
        writer.WriteString(AnthropicNames.Type, source);
    }

    private static void End(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        writer.WriteEndObject();
        AnthropicCacheControl.Write(writer, content, notes);
        writer.WriteEndObject();
    }

    // A document may have a title, a context that explains it and is never cited, and citations switched on.
    private static void EndDocument(Utf8JsonWriter writer, string? title, AIContent content, CallNotes notes)
    {
        writer.WriteEndObject();
        AdditionalPropertiesDictionary? properties = content.AdditionalProperties;
        title = string.IsNullOrEmpty(title) && properties is not null ? ContentOrigin.ReadString(properties, "title") : title;
        if (!string.IsNullOrEmpty(title))
        {
            writer.WriteString(AnthropicNames.Title, title);
        }

        if (properties is { Count: > 0 })
        {
            if (ContentOrigin.ReadString(properties, "context") is { } context)
            {
                writer.WriteString(AnthropicNames.Context, context);
            }

            if (properties.TryGetValue("citations", out object? citations))
            {
                WriteCitations(writer, citations, notes);
            }
        }

        AnthropicCacheControl.Write(writer, content, notes);
        writer.WriteEndObject();
    }

    private static void WriteCitations(Utf8JsonWriter writer, object? value, CallNotes notes)
    {
        bool? isEnabled = value switch
        {
            bool flag => flag,
            JsonElement { ValueKind: JsonValueKind.True } => true,
            JsonElement { ValueKind: JsonValueKind.False } => false,
            _ => null,
        };
        if (isEnabled is null)
        {
            notes.Add("The citations of a document were not sent: their value is neither true nor false.");
            return;
        }

        writer.WriteStartObject(AnthropicNames.Citations);
        writer.WriteBoolean(AnthropicNames.Enabled, isEnabled.Value);
        writer.WriteEndObject();
    }

    private static string? ImageType(string mediaType) =>
        Is(mediaType, "image/png") ? "image/png"
        : Is(mediaType, "image/jpeg") || Is(mediaType, "image/jpg") ? "image/jpeg"
        : Is(mediaType, "image/webp") ? "image/webp"
        : Is(mediaType, "image/gif") ? "image/gif"
        : null;

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || Is(mediaType, "application/json") || Is(mediaType, "application/xml") || Is(mediaType, "application/yaml")
        || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);

    // Media types may carry parameters.
    private static bool Is(string mediaType, string expected) =>
        mediaType.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (mediaType.Length == expected.Length || mediaType[expected.Length] is ';' or ' ');
}
