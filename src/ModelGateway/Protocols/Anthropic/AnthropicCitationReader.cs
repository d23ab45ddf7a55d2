using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Reads citations. Where in the source the cited text stands is kept under the wire's own names among the additional properties.
/// </summary>
internal static class AnthropicCitationReader
{
    public static List<AIAnnotation>? ReadAll(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Citations are no array.");
        }

        List<AIAnnotation>? citations = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            (citations ??= []).Add(Read(ref reader));
        }

        return citations;
    }

    public static CitationAnnotation Read(ref Utf8JsonReader reader)
    {
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        CitationAnnotation citation = new();
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(AnthropicNames.CitedText))
            {
                reader.Read();
                citation.Snippet = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.DocumentTitle) || reader.ValueTextEquals(AnthropicNames.Title))
            {
                reader.Read();
                citation.Title = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.FileId))
            {
                reader.Read();
                citation.FileId = SurrogateHalves.ReadString(in reader);
            }
            else if (reader.ValueTextEquals(AnthropicNames.Url))
            {
                reader.Read();
                citation.Url = Uri.TryCreate(SurrogateHalves.ReadString(in reader), UriKind.Absolute, out Uri? url) ? url : null;
            }
            else
            {
                ReadPlace(ref reader, citation);
            }
        }

        (citation.AdditionalProperties ??= [])[ContentOrigin.OriginKey] = AnthropicProtocol.ProtocolName;
        return citation;
    }

    private static void ReadPlace(ref Utf8JsonReader reader, CitationAnnotation citation)
    {
        string name = SurrogateHalves.ReadString(in reader)!;
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                (citation.AdditionalProperties ??= [])[name] = number;
                break;
            case JsonTokenType.String:
                (citation.AdditionalProperties ??= [])[name] = SurrogateHalves.ReadString(in reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }
}
