using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads citations: a region of the answer's text, and one annotation for each document or tool result that supports it. Regions count
/// characters of the whole text, also in a stream, which sends a citation after the text that it is about.
/// </summary>
internal static class CohereCitationReader
{
    /// <summary>
    /// The additional property with Cohere's id of a source: a document's id, or a tool call's id and the number of its result.
    /// </summary>
    public const string SourceKey = "source_id";

    /// <summary>Reads one citation and appends its annotations.</summary>
    /// <returns>Whether it belongs to the answer's text; otherwise it belongs to a thought or a plan.</returns>
    public static bool Read(ref Utf8JsonReader reader, ref List<AIAnnotation>? annotations)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return true;
        }

        List<CitationAnnotation> sources = [];
        long? start = null;
        long? end = null;
        bool ofText = true;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Start))
            {
                start = JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(CohereNames.End))
            {
                end = JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(CohereNames.Type))
            {
                ofText = JsonFields.ReadStringValue(ref reader) is null or "TEXT_CONTENT";
            }
            else if (reader.ValueTextEquals(CohereNames.Sources))
            {
                reader.Read();
                ReadSources(ref reader, sources);
            }
            else
            {
                reader.Skip();
            }
        }

        if (sources.Count == 0)
        {
            sources.Add(new CitationAnnotation());
        }

        annotations ??= new(sources.Count);
        foreach (CitationAnnotation source in sources)
        {
            source.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = (int?)start, EndIndex = (int?)end }];
            annotations.Add(source);
        }

        return ofText;
    }

    private static void ReadSources(ref Utf8JsonReader reader, List<CitationAnnotation> sources)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                sources.Add(ReadSource(ref reader));
            }
        }
    }

    private static CitationAnnotation ReadSource(ref Utf8JsonReader reader)
    {
        CitationAnnotation source = new();
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Id))
            {
                source.AdditionalProperties = new() { [SourceKey] = JsonFields.ReadStringValue(ref reader) };
            }
            else if (reader.ValueTextEquals(CohereNames.Document))
            {
                reader.Read();
                ReadDocument(ref reader, source);
            }
            else if (reader.ValueTextEquals(CohereNames.ToolOutput))
            {
                reader.Read();
                source.Snippet = reader.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref reader).GetRawText();
            }
            else
            {
                reader.Skip();
            }
        }

        return source;
    }

    private static void ReadDocument(ref Utf8JsonReader reader, CitationAnnotation source)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(CohereNames.Title))
            {
                reader.Read();
                source.Title = Text(ref reader);
            }
            else if (reader.ValueTextEquals(CohereNames.Url))
            {
                reader.Read();
                source.Url = Uri.TryCreate(Text(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
            }
            else if (reader.ValueTextEquals(CohereNames.Text) || reader.ValueTextEquals(CohereNames.Snippet))
            {
                reader.Read();
                source.Snippet = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // The application chooses the fields of its documents, so that they may have any type.
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return SurrogateHalves.ReadString(in reader);
        }

        reader.Skip();
        return null;
    }
}
