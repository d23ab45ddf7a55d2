using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes a chunk of a message's content: text, images, documents and sound.</summary>
internal static class MistralContentWriter
{
    /// <summary>Writes one chunk.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no chunk for.</exception>
    public static bool TryWrite(Utf8JsonWriter writer, AIContent content, ChatCall call)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(writer, text.Text);
                return true;
            case DataContent data:
                WriteData(writer, data, call);
                return true;
            case UriContent uri:
                WriteLink(writer, uri);
                return true;
            case HostedFileContent file:
                WriteStart(writer, "file"u8);
                writer.WriteString("file_id"u8, file.FileId);
                writer.WriteEndObject();
                return true;
            case HostedVectorStoreContent:
                throw Unsupported("HostedVectorStoreContent", "it has no vector stores. Retrieve the text and send that.");
            default:
                return false;
        }
    }

    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        WriteStart(writer, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    /// <summary>Writes what the model thought, as it came.</summary>
    public static void WriteThinking(Utf8JsonWriter writer, TextReasoningContent reasoning)
    {
        WriteStart(writer, "thinking"u8);
        writer.WriteStartArray("thinking"u8);
        WriteText(writer, reasoning.Text);
        writer.WriteEndArray();
        if (!string.IsNullOrEmpty(reasoning.ProtectedData))
        {
            writer.WriteString("signature"u8, reasoning.ProtectedData);
        }

        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, DataContent data, ChatCall call)
    {
        if (data.HasTopLevelMediaType("image"))
        {
            WriteStart(writer, "image_url"u8);
            writer.WriteStartObject("image_url"u8);
            DataUris.Write(writer, "url"u8, data);
            WriteDetail(writer, data);
            writer.WriteEndObject();
        }
        else if (data.HasTopLevelMediaType("audio"))
        {
            WriteStart(writer, "input_audio"u8);
            writer.WriteBase64String("input_audio"u8, data.Data.Span);
        }
        else if (data.HasTopLevelMediaType("text"))
        {
            call.Notes.Add("A text file was sent as text: Mistral reads PDF and office documents alone.");
            WriteStart(writer, "text"u8);
            writer.WriteString("text"u8, Encoding.UTF8.GetString(data.Data.Span));
        }
        else if (data.HasTopLevelMediaType("video"))
        {
            throw Unsupported(data.MediaType, "it takes text, images, sound and documents. Send frames as images instead.");
        }
        else
        {
            WriteStart(writer, "document_url"u8);
            DataUris.Write(writer, "document_url"u8, data);
            if (!string.IsNullOrEmpty(data.Name))
            {
                writer.WriteString("document_name"u8, data.Name);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter writer, UriContent content)
    {
        if (content.Uri.Scheme is not ("https" or "http" or "data"))
        {
            throw Unsupported($"A link to '{content.Uri.Scheme}:'", "it fetches http and https alone. Load the data and send it as DataContent.");
        }

        if (content.HasTopLevelMediaType("image"))
        {
            WriteStart(writer, "image_url"u8);
            writer.WriteStartObject("image_url"u8);
            writer.WriteString("url"u8, content.Uri.AbsoluteUri);
            WriteDetail(writer, content);
            writer.WriteEndObject();
        }
        else if (content.HasTopLevelMediaType("audio"))
        {
            WriteStart(writer, "input_audio"u8);
            writer.WriteString("input_audio"u8, content.Uri.AbsoluteUri);
        }
        else if (content.HasTopLevelMediaType("video"))
        {
            throw Unsupported($"A link to {content.MediaType}", "it takes text, images, sound and documents. Send frames as images instead.");
        }
        else
        {
            WriteStart(writer, "document_url"u8);
            writer.WriteString("document_url"u8, content.Uri.AbsoluteUri);
        }

        writer.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter writer, ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
    }

    private static void WriteDetail(Utf8JsonWriter writer, AIContent content)
    {
        if (content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, "detail") is { } level)
        {
            writer.WriteString("detail"u8, level);
        }
    }

    private static ProviderException Unsupported(string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to Mistral: {fix}");
}
