using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes the chunks of a message's content: text, images, documents and sound.</summary>
internal readonly ref struct MistralContentWriter(Utf8JsonWriter writer, ChatCall call)
{
    /// <summary>Writes one chunk.</summary>
    /// <returns>False where the content is not one that a model could read.</returns>
    /// <exception cref="ProviderException">The content is data that the protocol has no chunk for.</exception>
    public bool TryWrite(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(text.Text);
                return true;
            case DataContent data:
                WriteData(data);
                return true;
            case UriContent uri:
                WriteLink(uri);
                return true;
            case HostedFileContent file:
                WriteStart(OpenAIChatNames.File);
                writer.WriteString(OpenAIChatNames.FileId, file.FileId);
                writer.WriteEndObject();
                return true;
            case HostedVectorStoreContent:
                throw Unsupported("HostedVectorStoreContent", "it has no vector stores. Retrieve the text and send that.");
            default:
                return false;
        }
    }

    public void WriteText(string text)
    {
        WriteStart(OpenAIChatNames.Text);
        writer.WriteString(OpenAIChatNames.Text, text);
        writer.WriteEndObject();
    }

    /// <summary>Writes earlier reasoning of the model, with its signature.</summary>
    public void WriteThinking(TextReasoningContent reasoning)
    {
        WriteStart(OpenAIChatNames.Thinking);
        writer.WriteStartArray(OpenAIChatNames.Thinking);
        WriteText(reasoning.Text);
        writer.WriteEndArray();
        if (!string.IsNullOrEmpty(reasoning.ProtectedData))
        {
            writer.WriteString(OpenAIChatNames.Signature, reasoning.ProtectedData);
        }

        writer.WriteEndObject();
    }

    private static ProviderException Unsupported(string what, string fix) =>
        ProtocolError.Unsupported($"{what} cannot be sent to Mistral: {fix}");

    private void WriteData(DataContent data)
    {
        if (data.HasTopLevelMediaType("image"))
        {
            MediaTypes.CheckImage(data.MediaType, MistralProtocol.Service);
            WriteStart(OpenAIChatNames.ImageUrl);
            writer.WriteStartObject(OpenAIChatNames.ImageUrl);
            DataUris.Write(writer, OpenAIChatNames.Url, data);
            WriteDetail(data);
            writer.WriteEndObject();
        }
        else if (data.HasTopLevelMediaType("audio"))
        {
            WriteStart(OpenAIChatNames.InputAudio);
            writer.WriteBase64String(OpenAIChatNames.InputAudio, data.Data.Span);
        }
        else if (data.HasTopLevelMediaType("text"))
        {
            call.Notes.Add("A text file was sent as text: Mistral reads PDF and office documents alone.");
            WriteStart(OpenAIChatNames.Text);
            writer.WriteString(OpenAIChatNames.Text, Encoding.UTF8.GetString(data.Data.Span));
        }
        else if (data.HasTopLevelMediaType("video"))
        {
            throw Unsupported(data.MediaType, "it takes text, images, sound and documents. Send frames as images instead.");
        }
        else
        {
            MediaTypes.CheckFile(data.MediaType, MistralProtocol.Service);
            WriteStart(MistralNames.DocumentUrl);
            DataUris.Write(writer, MistralNames.DocumentUrl, data);
            if (!string.IsNullOrEmpty(data.Name))
            {
                writer.WriteString(MistralNames.DocumentName, data.Name);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteLink(UriContent content)
    {
        if (content.Uri.Scheme is not ("https" or "http" or "data"))
        {
            throw Unsupported($"A link to '{content.Uri.Scheme}:'",
                "it fetches http and https alone. Load the data and send it as DataContent.");
        }

        if (content.HasTopLevelMediaType("image"))
        {
            WriteStart(OpenAIChatNames.ImageUrl);
            writer.WriteStartObject(OpenAIChatNames.ImageUrl);
            writer.WriteString(OpenAIChatNames.Url, content.Uri.AbsoluteUri);
            WriteDetail(content);
            writer.WriteEndObject();
        }
        else if (content.HasTopLevelMediaType("audio"))
        {
            WriteStart(OpenAIChatNames.InputAudio);
            writer.WriteString(OpenAIChatNames.InputAudio, content.Uri.AbsoluteUri);
        }
        else if (content.HasTopLevelMediaType("video"))
        {
            throw Unsupported($"A link to {content.MediaType}",
                "it takes text, images, sound and documents. Send frames as images instead.");
        }
        else
        {
            WriteStart(MistralNames.DocumentUrl);
            writer.WriteString(MistralNames.DocumentUrl, content.Uri.AbsoluteUri);
        }

        writer.WriteEndObject();
    }

    private void WriteStart(ReadOnlySpan<byte> type)
    {
        writer.WriteStartObject();
        writer.WriteString(OpenAIChatNames.Type, type);
    }

    private void WriteDetail(AIContent content)
    {
        if (content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, "detail") is { } level)
        {
            writer.WriteString(OpenAIChatNames.Detail, level);
        }
    }
}
