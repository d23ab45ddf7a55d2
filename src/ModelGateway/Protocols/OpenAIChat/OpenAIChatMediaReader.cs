using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Reads sound and images of a message: <c>audio</c>, which a request asks for with <c>modalities</c> and <c>audio</c>, and the
/// <c>images</c> of OpenRouter's image models.
/// </summary>
internal static class OpenAIChatMediaReader
{
    /// <summary>Appends the transcript as text and the sound as data.</summary>
    public static void ReadAudio(
        ref Utf8JsonReader reader, string mediaType, ref TextPieces transcripts, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Transcript))
            {
                if (transcripts.ReadNext(ref reader) is { Length: > 0 } transcript)
                {
                    (contents ??= new(2)).Insert(0, new TextContent(transcript));
                }
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Data))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0)
                {
                    (contents ??= new(2)).Add(new DataContent(reader.GetBytesFromBase64(), mediaType));
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The media type of the sound, from the format that the request asks for.</summary>
    public static string AudioType(ChatCall call)
    {
        object? audio = null;
        call.Options?.AdditionalProperties?.TryGetValue("audio", out audio);
        string? format = audio switch
        {
            JsonElement { ValueKind: JsonValueKind.Object } element when element.TryGetProperty("format", out JsonElement value)
                => value.ToString(),
            JsonObject node => node["format"]?.ToString(),
            IDictionary<string, object?> map when map.TryGetValue("format", out object? value) => value?.ToString(),
            IDictionary<string, string> map when map.TryGetValue("format", out string? value) => value,
            _ => null,
        };
        return format switch
        {
            "mp3" => "audio/mpeg",
            "pcm16" => "audio/pcm",
            { Length: > 0 } when format.All(char.IsAsciiLetterOrDigit) => "audio/" + format,
            _ => "audio/wav",
        };
    }

    /// <summary>Appends the images, as data or as links.</summary>
    public static void ReadImages(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadImage(ref reader, ref contents);
            }
        }
    }

    private static void ReadImage(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            bool isImage = reader.ValueTextEquals(OpenAIChatNames.ImageUrl);
            reader.Read();
            if (isImage && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadImageUrl(ref reader, ref contents);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadImageUrl(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals(OpenAIChatNames.Url))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            string? address = JsonFields.ReadString(ref reader);
            if (address?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) is true)
            {
                (contents ??= new(1)).Add(ParseDataUri(address));
            }
            else if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            {
                (contents ??= new(1)).Add(new UriContent(uri, "image/*"));
            }
        }
    }

    private static DataContent ParseDataUri(string address)
    {
        try
        {
            return new DataContent(address);
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException)
        {
            throw new FormatException("An image's data URI cannot be read.", exception);
        }
    }
}
