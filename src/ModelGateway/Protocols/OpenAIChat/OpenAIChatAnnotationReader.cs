using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads <c>annotations</c>: the web pages that an answer cites.</summary>
internal static class OpenAIChatAnnotationReader
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
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("url_citation"u8))
                {
                    reader.Read();
                    if (JsonFields.StartsObject(ref reader))
                    {
                        (annotations ??= []).Add(ReadCitation(ref reader));
                    }
                }
                else
                {
                    reader.Skip();
                }
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
            if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                citation.Url = Uri.TryCreate(JsonFields.ReadString(ref reader), UriKind.Absolute, out Uri? url) ? url : null;
            }
            else if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                citation.Title = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                citation.Snippet = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("start_index"u8))
            {
                reader.Read();
                start = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("end_index"u8))
            {
                reader.Read();
                end = JsonFields.ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (start is not null || end is not null)
        {
            citation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = (int?)start, EndIndex = (int?)end }];
        }

        return citation;
    }
}
