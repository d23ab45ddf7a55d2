using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Writes a part of a message's content: text and images.</summary>
internal static class CohereContentWriter
{
    /// <summary>Writes one part.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    public static bool TryWrite(Utf8JsonWriter writer, AIContent content, ChatCall call)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(writer, text.Text);
                return true;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteImageStart(writer);
                DataUris.Write(writer, "url"u8, data);
                WriteImageEnd(writer, data);
                return true;
            case DataContent data when data.HasTopLevelMediaType("text"):
                call.Notes.Add("A text file was sent as text: Cohere takes documents beside the messages (documents in AdditionalProperties).");
                writer.WriteStartObject();
                writer.WriteString("type"u8, "text"u8);
                writer.WriteString("text"u8, Encoding.UTF8.GetString(data.Data.Span));
                writer.WriteEndObject();
                return true;
            case UriContent uri when uri.HasTopLevelMediaType("image") && uri.Uri.Scheme is "https" or "http" or "data":
                WriteImageStart(writer);
                writer.WriteString("url"u8, uri.Uri.AbsoluteUri);
                WriteImageEnd(writer, uri);
                return true;
            case DataContent data:
                throw Unsupported(data.MediaType);
            case UriContent uri:
                throw Unsupported($"A link to {uri.MediaType} at '{uri.Uri.Scheme}:'");
            case HostedFileContent or HostedVectorStoreContent:
                throw Unsupported(content.GetType().Name);
            default:
                return false;
        }
    }

    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    public static void WriteThinking(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "thinking"u8);
        writer.WriteString("thinking"u8, text);
        writer.WriteEndObject();
    }

    /// <summary>Writes what the assistant thought and said, in its order.</summary>
    public static void WriteSaid(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        writer.WriteStartArray("content"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                WriteText(writer, text.Text);
            }
            else if (contents[i] is TextReasoningContent { Text.Length: > 0 } reasoning
                && CohereReasoning.IsOwn(reasoning) && !CohereReasoning.IsToolPlan(reasoning))
            {
                WriteThinking(writer, reasoning.Text);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteImageStart(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "image_url"u8);
        writer.WriteStartObject("image_url"u8);
    }

    private static void WriteImageEnd(Utf8JsonWriter writer, AIContent content)
    {
        if (content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, "detail") is { } level)
        {
            writer.WriteString("detail"u8, level);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ProviderException Unsupported(string what) => ProtocolError.Unsupported(
        $"{what} cannot be sent to Cohere: it takes text and images. Send a document's text, or as documents in AdditionalProperties.");
}
