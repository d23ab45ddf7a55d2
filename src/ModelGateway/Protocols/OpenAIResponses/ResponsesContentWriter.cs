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
                WriteStart(ResponsesWords.InputText);
                writer.WriteString(ResponsesNames.Text, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                CheckImage(data.MediaType);
                WriteStart(ResponsesWords.InputImage);
                DataUris.Write(writer, ResponsesNames.ImageUrl, data);
                WriteDetail(data);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio") || data.HasTopLevelMediaType("video"):
                throw Unsupported(data.MediaType, "it takes text, images and files. Send frames as images, or a transcript, instead.");
            case DataContent data:
                CheckFile(data.MediaType);
                WriteStart(ResponsesWords.InputFile);
                writer.WriteString(ResponsesNames.Filename, FileNames.For(data));
                DataUris.Write(writer, ResponsesNames.FileData, data);
                break;
            case UriContent uri:
                WriteLink(uri);
                break;
            case HostedFileContent file:
                bool isImage = file.MediaType is not null && file.HasTopLevelMediaType("image");
                WriteStart(isImage ? ResponsesWords.InputImage : ResponsesWords.InputFile);
                writer.WriteString(ResponsesNames.FileId, file.FileId);
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
        writer.WriteString(ResponsesNames.Type, type);
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
            CheckImage(content.MediaType);
            WriteStart(ResponsesWords.InputImage);
            writer.WriteString(ResponsesNames.ImageUrl, content.Uri.AbsoluteUri);
            WriteDetail(content);
        }
        else if (content.HasTopLevelMediaType("audio") || content.HasTopLevelMediaType("video"))
        {
            throw Unsupported($"A link to {content.MediaType}", "it fetches images and files alone.");
        }
        else
        {
            WriteStart(ResponsesWords.InputFile);
            writer.WriteString(ResponsesNames.FileUrl, content.Uri.AbsoluteUri);
        }
    }

    private void CheckImage(string mediaType)
    {
        if (settings.TakesCommonMediaAlone)
        {
            MediaTypes.CheckImage(mediaType, settings.Service);
        }
    }

    private void CheckFile(string mediaType)
    {
        if (settings.TakesCommonMediaAlone)
        {
            MediaTypes.CheckFile(mediaType, settings.Service);
        }
    }

    private void WriteDetail(AIContent content)
    {
        if (ResponsesProperties.Read(content, "detail") is { } level)
        {
            writer.WriteString(ResponsesNames.Detail, level);
        }
    }

    private ProviderException Unsupported(string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to {settings.Service}: {fix}");
}
