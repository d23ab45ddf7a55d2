using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// The signature of a tool call or of a message of Google's models, <c>extra_content.google.thought_signature</c>, which they need back
/// with the history.
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
            bool isGoogle = reader.ValueTextEquals(ToolCallNames.Google);
            bool isSignature = reader.ValueTextEquals(ToolCallNames.ThoughtSignature);
            reader.Read();
            if (isGoogle && reader.TokenType == JsonTokenType.StartObject)
            {
                signature = Read(ref reader) ?? signature;
            }
            else if (isSignature && reader.TokenType == JsonTokenType.String)
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

    /// <summary>The content that keeps the signature of a message.</summary>
    public static AIContent Create(string signature, string protocol)
    {
        AIContent content = new();
        ContentOrigin.SetSignature(content, protocol, signature);
        return content;
    }

    /// <summary>Whether a content is one that keeps a message's signature for this protocol.</summary>
    public static bool IsMessages(AIContent content, string protocol) =>
        content is not ToolCallContent && ContentOrigin.GetSignature(content, protocol) is not null;

    /// <summary>Writes the signature of a call or a message, if it came from this protocol.</summary>
    public static void Write(Utf8JsonWriter writer, AIContent signed, string protocol)
    {
        if (ContentOrigin.GetSignature(signed, protocol) is { } signature)
        {
            writer.WriteStartObject(ToolCallNames.ExtraContent);
            writer.WriteStartObject(ToolCallNames.Google);
            writer.WriteString(ToolCallNames.ThoughtSignature, signature);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}
