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
                citation.Snippet = reader.GetString();
            }
            else if (reader.ValueTextEquals(AnthropicNames.DocumentTitle) || reader.ValueTextEquals(AnthropicNames.Title))
            {
                reader.Read();
                citation.Title = reader.GetString();
            }
            else if (reader.ValueTextEquals(AnthropicNames.FileId))
            {
                reader.Read();
                citation.FileId = reader.GetString();
            }
            else if (reader.ValueTextEquals(AnthropicNames.Url))
            {
                reader.Read();
                citation.Url = Uri.TryCreate(reader.GetString(), UriKind.Absolute, out Uri? url) ? url : null;
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
        string name = reader.GetString()!;
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                (citation.AdditionalProperties ??= [])[name] = number;
                break;
            case JsonTokenType.String:
                (citation.AdditionalProperties ??= [])[name] = reader.GetString();
                break;
            default:
                reader.Skip();
                break;
        }
    }
}
