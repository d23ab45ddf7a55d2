using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Reads citations: a region of the answer's text, and the documents or tool results that it rests on, one annotation for each. Regions
/// count characters of the whole text, also in a stream, where the text they mean has come before.
/// </summary>
internal static class CohereCitationReader
{
    /// <summary>The additional property that names a source as Cohere does: a document's id, or a tool call's with the result's number.</summary>
    public const string SourceKey = "source_id";

    /// <summary>Reads one citation and appends its annotations.</summary>
    /// <returns>Whether it cites the answer's text, rather than a thought or a plan.</returns>
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
            if (reader.ValueTextEquals("start"u8))
            {
                reader.Read();
                start = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("end"u8))
            {
                reader.Read();
                end = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                ofText = JsonFields.ReadString(ref reader) is null or "TEXT_CONTENT";
            }
            else if (reader.ValueTextEquals("sources"u8))
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
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                source.AdditionalProperties = new() { [SourceKey] = JsonFields.ReadString(ref reader) };
            }
            else if (reader.ValueTextEquals("document"u8))
            {
                reader.Read();
                ReadDocument(ref reader, source);
            }
            else if (reader.ValueTextEquals("tool_output"u8))
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
            if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                source.Title = Text(ref reader);
            }
            else if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                source.Url = Uri.TryCreate(Text(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
            }
            else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("snippet"u8))
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

    // A document's fields are the application's own, of any type.
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }
}
