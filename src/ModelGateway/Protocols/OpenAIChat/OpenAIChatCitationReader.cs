using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Reads the web pages that an answer cites: <c>annotations</c> of a message, or <c>search_results</c> and <c>citations</c> beside the
/// choices.
/// </summary>
internal static class OpenAIChatCitationReader
{
    /// <summary>Appends the citations of the value of <c>annotations</c>.</summary>
    public static void Read(ref Utf8JsonReader reader, ref List<AIAnnotation>? annotations)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadAnnotation(ref reader, ref annotations);
            }
        }
    }

    /// <summary>Finds the citations among an answer's additional properties; null where there are none.</summary>
    public static List<AIAnnotation>? Find(AdditionalPropertiesDictionary properties)
    {
        // Both have the same order, but the results say more.
        string name = properties.ContainsKey("search_results") ? "search_results" : "citations";
        if (!properties.TryGetValue(name, out object? value) || value is not JsonElement { ValueKind: JsonValueKind.Array } items)
        {
            return null;
        }

        List<AIAnnotation>? citations = null;
        foreach (JsonElement item in items.EnumerateArray())
        {
            string? address = item.ValueKind == JsonValueKind.String ? item.GetString() : Text(item, "url");
            if (Uri.TryCreate(address, UriKind.Absolute, out Uri? url))
            {
                (citations ??= []).Add(new CitationAnnotation { Url = url, Title = Text(item, "title"), Snippet = Text(item, "snippet") });
            }
        }

        return citations;
    }

    /// <summary>Adds the citations to the last text. Where there is none, an empty text is added to carry them.</summary>
    public static void Annotate(List<AIAnnotation> citations, ref List<AIContent>? contents)
    {
        contents ??= new(1);
        TextContent? text = null;
        for (int i = contents.Count - 1; i >= 0 && text is null; i--)
        {
            text = contents[i] as TextContent;
        }

        if (text is null)
        {
            text = new TextContent("");
            contents.Add(text);
        }

        text.Annotations = text.Annotations is { Count: > 0 } known ? [.. known, .. citations] : citations;
    }

    private static void ReadAnnotation(ref Utf8JsonReader reader, ref List<AIAnnotation>? annotations)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            bool isCitation = reader.ValueTextEquals(OpenAIChatNames.UrlCitation);
            reader.Read();
            if (isCitation && JsonFields.StartsObject(ref reader))
            {
                (annotations ??= []).Add(ReadCitation(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static CitationAnnotation ReadCitation(ref Utf8JsonReader reader)
    {
        CitationAnnotation citation = new();
        long? start = null;
        long? end = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.StartIndex))
            {
                start = JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.EndIndex))
            {
                end = JsonFields.ReadCountValue(ref reader);
            }
            else
            {
                ReadSource(ref reader, citation);
            }
        }

        citation.AnnotatedRegions = Region(start, end);
        return citation;
    }

    private static List<AnnotatedRegion>? Region(long? start, long? end) =>
        start is null && end is null ? null : [new TextSpanAnnotatedRegion { StartIndex = (int?)start, EndIndex = (int?)end }];

    private static void ReadSource(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        if (reader.ValueTextEquals(OpenAIChatNames.Url))
        {
            citation.Url = Uri.TryCreate(JsonFields.ReadStringValue(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Title))
        {
            citation.Title = JsonFields.ReadStringValue(ref reader);
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Content))
        {
            citation.Snippet = JsonFields.ReadStringValue(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
