using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Writes what a message holds: <c>content</c>, one text, and <c>images</c>, which Ollama takes as data alone.</summary>
internal readonly ref struct OllamaContentWriter(Utf8JsonWriter writer)
{
    public void WriteText(IList<AIContent> contents)
    {
        writer.WritePropertyName(OllamaNames.Content);
        TextContent? pending = null;
        bool segmented = false;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not TextContent text)
            {
                continue;
            }

            if (pending is not null)
            {
                writer.WriteStringValueSegment(pending.Text, isFinalSegment: false);
                segmented = true;
            }

            pending = text;
        }

        if (segmented)
        {
            writer.WriteStringValueSegment(pending!.Text, isFinalSegment: true);
        }
        else
        {
            writer.WriteStringValue(pending?.Text ?? "");
        }
    }

    public void WriteImages(IEnumerable<AIContent> contents)
    {
        bool open = false;
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case DataContent data when data.HasTopLevelMediaType("image"):
                    MediaTypes.CheckImage(data.MediaType, OllamaRequestWriter.Service);
                    if (!open)
                    {
                        writer.WriteStartArray(OllamaNames.Images);
                        open = true;
                    }

                    writer.WriteBase64StringValue(data.Data.Span);
                    break;
                case DataContent data:
                    throw ProtocolError.Unsupported(
                        $"{data.MediaType} cannot be sent: Ollama takes text and images. Extract the text and send that.");
                case UriContent uri:
                    throw ProtocolError.Unsupported(
                        $"A link to {uri.MediaType} cannot be sent: Ollama fetches nothing. Load the data and send it as DataContent.");
                case HostedFileContent:
                    throw ProtocolError.Unsupported(
                        "A hosted file cannot be sent: Ollama keeps no files. Load the data and send it as DataContent.");
            }
        }

        if (open)
        {
            writer.WriteEndArray();
        }
    }
}
