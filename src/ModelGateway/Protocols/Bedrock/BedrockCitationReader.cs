using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Reads citations. Where in the source the cited text stands is kept under the wire's own names among the additional properties.
/// </summary>
internal static class BedrockCitationReader
{
    /// <summary>Reads generated text with its citations; null where it has neither.</summary>
    public static TextContent? ReadBlock(ref Utf8JsonReader reader)
    {
        string? text = null;
        List<AIAnnotation>? citations = null;
        bool isObject = JsonFields.StartsObject(ref reader);
        while (isObject && JsonFields.NextProperty(ref reader))
        {
            bool isContent = reader.ValueTextEquals(BedrockNames.Content);
            bool isCitations = reader.ValueTextEquals(BedrockNames.Citations);
            reader.Read();
            if (isContent)
            {
                text = ReadTexts(ref reader);
            }
            else if (isCitations && JsonFields.StartsArray(ref reader))
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (Read(ref reader) is { } citation)
                    {
                        (citations ??= []).Add(citation);
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return string.IsNullOrEmpty(text) && citations is null ? null : new TextContent(text) { Annotations = citations };
    }

    /// <summary>Reads one citation; null where it says nothing.</summary>
    public static CitationAnnotation? Read(ref Utf8JsonReader reader)
    {
        CitationAnnotation citation = new();
        bool isObject = JsonFields.StartsObject(ref reader);
        while (isObject && JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(BedrockNames.Title))
            {
                citation.Title = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Source))
            {
                SetSource(citation, JsonFields.ReadStringValue(ref reader));
            }
            else if (reader.ValueTextEquals(BedrockNames.SourceContent))
            {
                reader.Read();
                citation.Snippet = ReadTexts(ref reader);
            }
            else if (reader.ValueTextEquals(BedrockNames.Location))
            {
                reader.Read();
                ReadLocation(ref reader, citation);
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        bool isEmpty = citation is { Title: null, Snippet: null, Url: null, AdditionalProperties: null };
        return isEmpty ? null : citation;
    }

    private static void SetSource(CitationAnnotation citation, string? source)
    {
        if (source is not null)
        {
            (citation.AdditionalProperties ??= [])["source"] = source;
            citation.Url ??= WebAddress(source);
        }
    }

    // {"web":{"url","domain"}} or {"documentPage":{"documentIndex","start","end"}} and its like.
    private static void ReadLocation(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        bool isObject = JsonFields.StartsObject(ref reader);
        while (isObject && JsonFields.NextProperty(ref reader))
        {
            string kind = SurrogateHalves.ReadString(in reader)!;
            reader.Read();
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            (citation.AdditionalProperties ??= [])["location"] = kind;
            while (JsonFields.NextProperty(ref reader))
            {
                ReadPlace(ref reader, citation);
            }
        }
    }

    private static void ReadPlace(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        string name = SurrogateHalves.ReadString(in reader)!;
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                citation.AdditionalProperties![name] = number;
                break;
            case JsonTokenType.String:
                string text = SurrogateHalves.ReadString(in reader)!;
                citation.AdditionalProperties![name] = text;
                citation.Url = name == "url" ? WebAddress(text) : citation.Url;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static string? ReadTexts(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return null;
        }

        StringBuilder texts = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool isObject = JsonFields.StartsObject(ref reader);
            while (isObject && JsonFields.NextProperty(ref reader))
            {
                bool isText = reader.ValueTextEquals(BedrockNames.Text);
                reader.Read();
                texts.Append(isText ? JsonFields.ReadString(ref reader) : null);
                reader.Skip();
            }
        }

        return texts.ToString();
    }

    private static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address : null;
}
