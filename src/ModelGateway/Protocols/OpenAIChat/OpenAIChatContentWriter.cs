using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the parts of a message's content: text, images, sound, video and files.</summary>
internal readonly ref struct OpenAIChatContentWriter(Utf8JsonWriter writer, ChatDialect dialect)
{
    /// <summary>Writes one part.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    public bool TryWrite(AIContent content)
    {
        if (content is not TextContent && Required(content) is var feature && feature != ChatFeatures.None && !dialect.Has(feature))
        {
            throw ProtocolError.Unsupported(
                $"{feature} cannot be sent to {dialect.Service}: it takes none. Remove them, or route to a provider that takes them.");
        }

        switch (content)
        {
            case TextContent text:
                WriteStart(OpenAIChatNames.Text);
                writer.WriteString(OpenAIChatNames.Text, text.Text);
                break;
            case DataContent data:
                WriteData(data);
                break;
            case UriContent uri:
                WriteLink(uri);
                break;
            case HostedFileContent file:
                WriteStart(OpenAIChatNames.File);
                writer.WriteStartObject(OpenAIChatNames.File);
                writer.WriteString(OpenAIChatNames.FileId, file.FileId);
                writer.WriteEndObject();
                break;
            case HostedVectorStoreContent:
                throw Unsupported("HostedVectorStoreContent", "it has no vector stores. Retrieve the text and send that.");
            default:
                return false;
        }

        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.From(content, dialect));
        writer.WriteEndObject();
        return true;
    }

    private static ChatFeatures Required(AIContent content) => content switch
    {
        DataContent data when data.HasTopLevelMediaType("image") => ChatFeatures.Images,
        DataContent data when data.HasTopLevelMediaType("audio") => ChatFeatures.Audio,
        DataContent data when !data.HasTopLevelMediaType("video") => ChatFeatures.Files,
        UriContent uri when uri.HasTopLevelMediaType("image") => ChatFeatures.Images,
        HostedFileContent => ChatFeatures.Files,
        _ => ChatFeatures.None,
    };

    private void WriteStart(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Type, type);
    }

    private void WriteData(DataContent data)
    {
        if (data.HasTopLevelMediaType("image"))
        {
            CheckImage(data.MediaType);
            WriteStart(OpenAIChatNames.ImageUrl);
            writer.WriteStartObject(OpenAIChatNames.ImageUrl);
            DataUris.Write(writer, OpenAIChatNames.Url, data);
            WriteDetail(data);
        }
        else if (data.HasTopLevelMediaType("audio"))
        {
            WriteStart(OpenAIChatNames.InputAudio);
            writer.WriteStartObject(OpenAIChatNames.InputAudio);
            writer.WriteBase64String(OpenAIChatNames.Data, data.Data.Span);
            writer.WriteString(OpenAIChatNames.Format, AudioFormat(data.MediaType));
        }
        else if (!data.HasTopLevelMediaType("video"))
        {
            CheckFile(data.MediaType);
            WriteStart(OpenAIChatNames.File);
            writer.WriteStartObject(OpenAIChatNames.File);
            writer.WriteString(OpenAIChatNames.FileName, FileNames.For(data));
            DataUris.Write(writer, OpenAIChatNames.FileData, data);
        }
        else if (dialect.Has(ChatFeatures.Video))
        {
            WriteStart(OpenAIChatNames.VideoUrl);
            writer.WriteStartObject(OpenAIChatNames.VideoUrl);
            DataUris.Write(writer, OpenAIChatNames.Url, data);
        }
        else
        {
            throw Unsupported(data.MediaType, "it takes text, images, WAV or MP3 sound and files. Send frames as images instead.");
        }

        writer.WriteEndObject();
    }

    private void WriteLink(UriContent content)
    {
        bool isVideo = content.HasTopLevelMediaType("video") && dialect.Has(ChatFeatures.Video);
        if (!isVideo && !content.HasTopLevelMediaType("image"))
        {
            throw Unsupported($"A link to {content.MediaType}", "it fetches images alone. Load the data and send it as DataContent.");
        }

        if (content.Uri.Scheme is not ("https" or "http" or "data"))
        {
            throw Unsupported(
                $"{(isVideo ? "A video" : "An image")} at '{content.Uri.Scheme}:'",
                "it fetches http and https alone. Load the data and send it as DataContent.");
        }

        if (!isVideo)
        {
            CheckImage(content.MediaType);
        }

        ReadOnlySpan<byte> type = isVideo ? OpenAIChatNames.VideoUrl : OpenAIChatNames.ImageUrl;
        WriteStart(type);
        writer.WriteStartObject(type);
        writer.WriteString(OpenAIChatNames.Url, content.Uri.AbsoluteUri);
        WriteDetail(content);
        writer.WriteEndObject();
    }

    private void CheckImage(string mediaType)
    {
        if (dialect.TakesCommonMediaAlone)
        {
            MediaTypes.CheckImage(mediaType, dialect.Service);
        }
    }

    private void CheckFile(string mediaType)
    {
        if (dialect.TakesCommonMediaAlone)
        {
            MediaTypes.CheckFile(mediaType, dialect.Service);
        }
    }

    private void WriteDetail(AIContent content)
    {
        if (content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, "detail") is { } level)
        {
            writer.WriteString(OpenAIChatNames.Detail, level);
        }
    }

    private ReadOnlySpan<byte> AudioFormat(string mediaType) => mediaType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav"u8,
        "audio/mpeg" or "audio/mp3" => "mp3"u8,
        _ => throw Unsupported(mediaType, "it takes sound as WAV or MP3. Convert it first."),
    };

    private ProviderException Unsupported(string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to {dialect.Service}: {fix}");
}
