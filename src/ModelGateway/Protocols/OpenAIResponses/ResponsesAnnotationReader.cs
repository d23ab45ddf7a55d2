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
                reader.Read();
                start = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals(ResponsesNames.EndIndex))
            {
                reader.Read();
                end = JsonFields.ReadCount(ref reader);
            }
            else
            {
                ReadSource(ref reader, citation);
            }
        }

        if (start is not null || end is not null)
        {
            citation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = Position(start), EndIndex = Position(end) }];
        }

        return citation;
    }

    private static void ReadSource(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        if (reader.ValueTextEquals(ResponsesNames.Url))
        {
            reader.Read();
            citation.Url = Uri.TryCreate(JsonFields.ReadString(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
        }
        else if (reader.ValueTextEquals(ResponsesNames.Title))
        {
            reader.Read();
            citation.Title = JsonFields.ReadString(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.Filename))
        {
            reader.Read();
            citation.Title ??= JsonFields.ReadString(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.FileId))
        {
            reader.Read();
            citation.FileId = JsonFields.ReadString(ref reader);
        }
        else if (reader.ValueTextEquals(ResponsesNames.ContainerId))
        {
            reader.Read();
            if (JsonFields.ReadString(ref reader) is { } container)
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
