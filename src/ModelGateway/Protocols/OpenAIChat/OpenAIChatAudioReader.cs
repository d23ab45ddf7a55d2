using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads spoken answers, which a request asks for with <c>modalities</c> and <c>audio</c>: sound and transcript.</summary>
internal static class OpenAIChatAudioReader
{
    /// <summary>Appends the transcript as text and the sound as data.</summary>
    public static void Read(ref Utf8JsonReader reader, string mediaType, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("transcript"u8))
            {
                reader.Read();
                if (JsonFields.ReadString(ref reader) is { Length: > 0 } transcript)
                {
                    (contents ??= new(2)).Insert(0, new TextContent(transcript));
                }
            }
            else if (reader.ValueTextEquals("data"u8))
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

    /// <summary>The media type of the format that the request asks for.</summary>
    public static string MediaType(ChatCall call)
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
}
