using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes a part of what goes in: text, images and files, of users and of tools' results.</summary>
internal sealed class ResponsesContentWriter(Utf8JsonWriter writer, ResponsesSettings settings)
{
    /// <summary>Writes one part.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    public bool TryWrite(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteStart("input_text"u8);
                writer.WriteString("text"u8, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteStart("input_image"u8);
                DataUris.Write(writer, "image_url"u8, data);
                WriteDetail(data);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio") || data.HasTopLevelMediaType("video"):
                throw Unsupported(data.MediaType, "it takes text, images and files. Send frames as images, or a transcript, instead.");
            case DataContent data:
                WriteStart("input_file"u8);
                writer.WriteString("filename"u8, FileNames.Of(data));
                DataUris.Write(writer, "file_data"u8, data);
                break;
            case UriContent uri:
                WriteLink(uri);
                break;
            case HostedFileContent file:
                bool isImage = file.MediaType is not null && file.HasTopLevelMediaType("image");
                WriteStart(isImage ? "input_image"u8 : "input_file"u8);
                writer.WriteString("file_id"u8, file.FileId);
                break;
            case HostedVectorStoreContent:
                throw Unsupported("HostedVectorStoreContent", "it belongs into the Inputs of a HostedFileSearchTool.");
            default:
                return false;
        }

        writer.WriteEndObject();
        return true;
    }

    private void WriteStart(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
    }

    private void WriteLink(UriContent content)
    {
        if (content.Uri.Scheme is not ("https" or "http" or "data"))
        {
            throw Unsupported(
                $"A link to '{content.Uri.Scheme}:'", "it fetches http and https alone. Load the data and send it as DataContent.");
        }

        if (content.HasTopLevelMediaType("image"))
        {
            WriteStart("input_image"u8);
            writer.WriteString("image_url"u8, content.Uri.AbsoluteUri);
            WriteDetail(content);
        }
        else if (content.HasTopLevelMediaType("audio") || content.HasTopLevelMediaType("video"))
        {
            throw Unsupported($"A link to {content.MediaType}", "it fetches images and files alone.");
        }
        else
        {
            WriteStart("input_file"u8);
            writer.WriteString("file_url"u8, content.Uri.AbsoluteUri);
        }
    }

    private void WriteDetail(AIContent content)
    {
        if (ResponsesProperties.Read(content, "detail") is { } level)
        {
            writer.WriteString("detail"u8, level);
        }
    }

    private ProviderException Unsupported(string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to {settings.Service}: {fix}");
}
