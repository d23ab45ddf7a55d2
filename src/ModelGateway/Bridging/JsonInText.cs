using System.Text;
using System.Text.Json;

namespace ModelGateway.Bridging;

/// <summary>Finds the JSON in a model's text: alone, in a fenced block, or between words.</summary>
internal static class JsonInText
{
    // Every bracket that is never closed costs a read to the end of the text, so only this many are tried.
    private const int MaxStarts = 32;

    /// <summary>
    /// The JSON values in a text, in their order: the whole text where it is one value, else the objects and arrays in it.
    /// </summary>
    public static List<JsonElement> Find(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ReadOnlySpan<byte> whole = utf8.AsSpan().Trim(" \t\r\n"u8);
        List<JsonElement> found = [];
        if (!whole.IsEmpty && TryRead(whole, out JsonElement value, out int length) && length == whole.Length)
        {
            found.Add(value);
            return found;
        }

        int at = 0;
        for (int starts = 0; starts < MaxStarts; starts++)
        {
            int next = utf8.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (TryRead(utf8.AsSpan(at), out value, out length))
            {
                found.Add(value);
                at += length;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    private static bool TryRead(ReadOnlySpan<byte> json, out JsonElement value, out int length)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            value = JsonElement.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return true;
        }
        catch (JsonException)
        {
            value = default;
            length = 0;
            return false;
        }
    }
}
