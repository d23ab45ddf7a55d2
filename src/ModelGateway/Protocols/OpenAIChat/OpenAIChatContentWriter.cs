using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes a part of a message's content: text, images, sound and files.</summary>
internal static class OpenAIChatContentWriter
{
    /// <summary>Writes one part.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    public static bool TryWrite(Utf8JsonWriter writer, AIContent content, ChatDialect dialect)
    {
        if (content is not TextContent && Needs(content) is var feature && feature != ChatFeatures.None && !dialect.Has(feature))
        {
            throw ProtocolError.Unsupported($"{feature} cannot be sent to {dialect.Service}: it takes none. Remove them, or route to a provider that takes them.");
        }

        switch (content)
        {
            case TextContent text:
                WriteStart(writer, "text"u8);
                writer.WriteString("text"u8, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteStart(writer, "image_url"u8);
                writer.WriteStartObject("image_url"u8);
                DataUris.Write(writer, "url"u8, data);
                WriteDetail(writer, data);
                writer.WriteEndObject();
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                WriteStart(writer, "input_audio"u8);
                writer.WriteStartObject("input_audio"u8);
                writer.WriteBase64String("data"u8, data.Data.Span);
                writer.WriteString("format"u8, AudioFormat(data.MediaType, dialect));
                writer.WriteEndObject();
                break;
            case DataContent data when data.HasTopLevelMediaType("video") && dialect.Has(ChatFeatures.Video):
                WriteStart(writer, "video_url"u8);
                writer.WriteStartObject("video_url"u8);
                DataUris.Write(writer, "url"u8, data);
                writer.WriteEndObject();
                break;
            case DataContent data when !data.HasTopLevelMediaType("video"):
                WriteStart(writer, "file"u8);
                writer.WriteStartObject("file"u8);
                writer.WriteString("filename"u8, FileNames.Of(data));
                DataUris.Write(writer, "file_data"u8, data);
                writer.WriteEndObject();
                break;
            case DataContent data:
                throw Unsupported(dialect, data.MediaType, "it takes text, images, WAV or MP3 sound and files. Send frames as images instead.");
            case UriContent uri:
                WriteLink(writer, uri, dialect);
                break;
            case HostedFileContent file:
                WriteStart(writer, "file"u8);
                writer.WriteStartObject("file"u8);
                writer.WriteString("file_id"u8, file.FileId);
                writer.WriteEndObject();
                break;
            case HostedVectorStoreContent:
                throw Unsupported(dialect, "HostedVectorStoreContent", "it has no vector stores. Retrieve the text and send that.");
            default:
                return false;
        }

        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.Of(content, dialect));
        writer.WriteEndObject();
        return true;
    }

    private static ChatFeatures Needs(AIContent content) => content switch
    {
        DataContent data when data.HasTopLevelMediaType("image") => ChatFeatures.Images,
        DataContent data when data.HasTopLevelMediaType("audio") => ChatFeatures.Audio,
        DataContent data when !data.HasTopLevelMediaType("video") => ChatFeatures.Files,
        UriContent uri when uri.HasTopLevelMediaType("image") => ChatFeatures.Images,
        HostedFileContent => ChatFeatures.Files,
        _ => ChatFeatures.None,
    };

    private static void WriteStart(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
    }

    private static void WriteLink(Utf8JsonWriter writer, UriContent content, ChatDialect dialect)
    {
        bool isVideo = content.HasTopLevelMediaType("video") && dialect.Has(ChatFeatures.Video);
        if (!isVideo && !content.HasTopLevelMediaType("image"))
        {
            throw Unsupported(dialect, $"A link to {content.MediaType}", "it fetches images alone. Load the data and send it as DataContent.");
        }

        if (content.Uri.Scheme is not ("https" or "http" or "data"))
        {
            throw Unsupported(
                dialect,
                $"{(isVideo ? "A video" : "An image")} at '{content.Uri.Scheme}:'",
                "it fetches http and https alone. Load the data and send it as DataContent.");
        }

        ReadOnlySpan<byte> type = isVideo ? "video_url"u8 : "image_url"u8;
        WriteStart(writer, type);
        writer.WriteStartObject(type);
        writer.WriteString("url"u8, content.Uri.AbsoluteUri);
        WriteDetail(writer, content);
        writer.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter writer, AIContent content)
    {
        if (content.AdditionalProperties is { } properties && properties.TryGetValue("detail", out object? detail)
            && (detail is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : detail as string) is { } level)
        {
            writer.WriteString("detail"u8, level);
        }
    }

    private static ReadOnlySpan<byte> AudioFormat(string mediaType, ChatDialect dialect) => mediaType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav"u8,
        "audio/mpeg" or "audio/mp3" => "mp3"u8,
        _ => throw Unsupported(dialect, mediaType, "it takes sound as WAV or MP3. Convert it first."),
    };

    private static ProviderException Unsupported(ChatDialect dialect, string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to {dialect.Service}: {fix}");
}
