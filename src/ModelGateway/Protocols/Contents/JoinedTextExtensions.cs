using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>Writes several texts as one string.</summary>
internal static class JoinedTextExtensions
{
    /// <summary>Writes the texts among the contents as one property, without joining them in memory.</summary>
    public static void WriteJoinedText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IList<AIContent> contents)
    {
        int left = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            left += contents[i] is TextContent { Text.Length: > 0 } ? 1 : 0;
        }

        writer.WritePropertyName(name);
        if (left == 0)
        {
            writer.WriteStringValue(""u8);
            return;
        }

        bool isWhole = left == 1;
        for (int i = 0; left > 0; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                left--;
                if (isWhole)
                {
                    writer.WriteStringValue(text.Text);
                }
                else
                {
                    writer.WriteStringValueSegment(text.Text, isFinalSegment: left == 0);
                }
            }
        }
    }
}
