using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads <c>images</c> of a message, which OpenRouter's image models answer with.</summary>
internal static class OpenAIChatImageReader
{
    public static void Read(ref Utf8JsonReader reader, ref List<AIContent>? contents)
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
                bool isImage = reader.ValueTextEquals("image_url"u8);
                reader.Read();
                if (isImage && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadImage(ref reader, ref contents);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadImage(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("url"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            string? address = JsonFields.ReadString(ref reader);
            if (address?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) is true)
            {
                (contents ??= new(1)).Add(Parse(address));
            }
            else if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            {
                (contents ??= new(1)).Add(new UriContent(uri, "image/*"));
            }
        }
    }

    private static DataContent Parse(string address)
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
