using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// The signature of a tool call of Google's models, <c>extra_content.google.thought_signature</c>, which they need back with the history.
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

    /// <summary>Writes the signature of a call, if the call came from this protocol.</summary>
    public static void Write(Utf8JsonWriter writer, FunctionCallContent function, string protocol)
    {
        if (ContentOrigin.GetSignature(function, protocol) is { } signature)
        {
            writer.WriteStartObject(ToolCallNames.ExtraContent);
            writer.WriteStartObject(ToolCallNames.Google);
            writer.WriteString(ToolCallNames.ThoughtSignature, signature);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}
