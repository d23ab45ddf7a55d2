using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Sends citations of the model's texts back. Citations of other providers, and those without their text, are left out and noted.
/// </summary>
internal static class AnthropicCitationWriter
{
    private const string Foreign = "Citations from another provider were left out of the history.";

    public static void Write(Utf8JsonWriter writer, TextContent content, CallNotes notes)
    {
        if (content.Annotations is not { Count: > 0 } annotations)
        {
            return;
        }

        bool isOpen = false;
        for (int i = 0; i < annotations.Count; i++)
        {
            if (annotations[i] is not CitationAnnotation citation || TypeOf(citation) is not { } type)
            {
                notes.Add(Foreign);
                continue;
            }

            if (!isOpen)
            {
                isOpen = true;
                writer.WriteStartArray(AnthropicNames.Citations);
            }

            Write(writer, citation, type);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    /// <summary>Notes the citations of a content that is left out: the citations of a stream are separate from their text.</summary>
    public static void NoteUnsent(TextContent content, CallNotes notes)
    {
        if (content.Annotations is { Count: > 0 })
        {
            notes.Add("Citations that stand apart from their text, as streams show them, were left out of the history.");
        }
    }

    private static void Write(Utf8JsonWriter writer, CitationAnnotation citation, string type)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, type);
        writer.WriteString(AnthropicNames.CitedText, citation.Snippet);
        writer.WriteString(type is "char_location" or "page_location" or "content_block_location" ? "document_title"u8 : "title"u8,
            citation.Title);
        if (citation.Url is { } url)
        {
            writer.WriteString(AnthropicNames.Url, url.OriginalString);
        }

        // Only answers have the file id; a request with it is refused.
        foreach ((string name, object? value) in citation.AdditionalProperties!)
        {
            if (name != "type" && !name.StartsWith("modelgateway.", StringComparison.Ordinal) && AnthropicBody.IsJsonLike(value))
            {
                writer.WritePropertyName(name);
                ToolArguments.WriteValue(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static string? TypeOf(CitationAnnotation citation) =>
        citation.AdditionalProperties is { } properties
            && ContentOrigin.ReadString(properties, ContentOrigin.OriginKey) == AnthropicProtocol.ProtocolName
            ? ContentOrigin.ReadString(properties, "type")
            : null;
}
