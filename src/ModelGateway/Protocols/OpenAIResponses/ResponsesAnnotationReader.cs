using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads <c>annotations</c>: the web pages and files that an answer cites, and the files that code wrote.</summary>
internal static class ResponsesAnnotationReader
{
    /// <summary>Appends the citations of the value that the reader stands on.</summary>
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
                (annotations ??= []).Add(ReadCitation(ref reader));
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
            if (reader.ValueTextEquals(ResponsesNames.StartIndex))
            {
                start = JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.EndIndex))
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
        start is null && end is null ? null : [new TextSpanAnnotatedRegion { StartIndex = Position(start), EndIndex = Position(end) }];

    private static void ReadSource(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        if (reader.ValueTextEquals(ResponsesNames.Url))
        {
            citation.Url = Uri.TryCreate(JsonFields.ReadStringValue(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Title))
        {
            citation.Title = JsonFields.ReadStringValue(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.Filename))
        {
            citation.Title ??= JsonFields.ReadStringValue(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.FileId))
        {
            citation.FileId = JsonFields.ReadStringValue(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.ContainerId))
        {
            if (JsonFields.ReadStringValue(ref reader) is { } container)
            {
                (citation.AdditionalProperties ??= [])["container_id"] = container;
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static int? Position(long? position) => position is >= 0 and <= int.MaxValue ? (int)position : null;
}
