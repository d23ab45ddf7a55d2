using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Writes the parts of a message's content: text, thoughts and images.</summary>
internal readonly ref struct CohereContentWriter(Utf8JsonWriter writer, ChatCall call)
{
    /// <summary>Writes one part.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no part for.</exception>
    public bool TryWrite(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(text.Text);
                return true;
            case DataContent data when data.HasTopLevelMediaType("image"):
                MediaTypes.CheckImage(data.MediaType, CohereProtocol.Service);
                WriteImageStart();
                DataUris.Write(writer, CohereNames.Url, data);
                WriteImageEnd(data);
                return true;
            case DataContent data when data.HasTopLevelMediaType("text"):
                call.Notes.Add(
                    "A text file was sent as text: Cohere takes documents beside the messages (documents in AdditionalProperties).");
                WriteStart(CohereNames.Text);
                writer.WriteString(CohereNames.Text, Encoding.UTF8.GetString(data.Data.Span));
                writer.WriteEndObject();
                return true;
            case UriContent uri when uri.HasTopLevelMediaType("image") && uri.Uri.Scheme is "https" or "http" or "data":
                WriteImageStart();
                writer.WriteString(CohereNames.Url, uri.Uri.AbsoluteUri);
                WriteImageEnd(uri);
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

    public void WriteText(string text)
    {
        WriteStart(CohereNames.Text);
        writer.WriteString(CohereNames.Text, text);
        writer.WriteEndObject();
    }

    public void WriteThinking(string text)
    {
        WriteStart(CohereNames.Thinking);
        writer.WriteString(CohereNames.Thinking, text);
        writer.WriteEndObject();
    }

    private static ProviderException Unsupported(string what) => ProtocolError.Unsupported(
        $"{what} cannot be sent to Cohere: it takes text and images. Send a document's text, or as documents in AdditionalProperties.");

    private void WriteStart(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString(CohereNames.Type, type);
    }

    private void WriteImageStart()
    {
        WriteStart(CohereNames.ImageUrl);
        writer.WriteStartObject(CohereNames.ImageUrl);
    }

    private void WriteImageEnd(AIContent content)
    {
        if (content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, "detail") is { } level)
        {
            writer.WriteString(CohereNames.Detail, level);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
