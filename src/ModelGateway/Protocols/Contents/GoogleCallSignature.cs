using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// The signature that Google's models put on their calls, <c>extra_content.google.thought_signature</c>, and want back with the history.
/// </summary>
internal static class GoogleCallSignature
{
    /// <summary>Reads the value of <c>extra_content</c>; null where it holds no signature.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        string? signature = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isGoogle = reader.ValueTextEquals("google"u8);
            bool isIt = reader.ValueTextEquals("thought_signature"u8);
            reader.Read();
            if (isGoogle && reader.TokenType == JsonTokenType.StartObject)
            {
                signature = Read(ref reader) ?? signature;
            }
            else if (isIt && reader.TokenType == JsonTokenType.String)
            {
                signature = reader.ValueSpan.Length > 0 ? reader.GetString() : signature;
            }
            else
            {
                reader.Skip();
            }
        }

        return signature;
    }

    /// <summary>Writes a call's signature back to the protocol that it came by.</summary>
    public static void Write(Utf8JsonWriter writer, FunctionCallContent function, string protocol)
    {
        if (ContentOrigin.GetSignature(function, protocol) is { } signature)
        {
            writer.WriteStartObject("extra_content"u8);
            writer.WriteStartObject("google"u8);
            writer.WriteString("thought_signature"u8, signature);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}
