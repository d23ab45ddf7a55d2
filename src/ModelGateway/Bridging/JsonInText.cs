using System.Text;
using System.Text.Json;

namespace ModelGateway.Bridging;

/// <summary>Finds the JSON in a model's text: alone, in a fenced block, or between words.</summary>
internal static class JsonInText
{
    private const int MaxDepth = 256;

    // A bracket that opens no JSON costs what was read until that was clear, so that is bounded, and so is the number of tries.
    private const int MaxTries = 1_000;
    private const int MaxReadings = 32;

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

        long budget = (long)utf8.Length * MaxReadings;
        int at = 0;
        for (int tries = 0; tries < MaxTries && budget > 0; at++)
        {
            int next = utf8.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (!MayOpen(utf8.AsSpan(at)))
            {
                continue;
            }

            if (TryRead(utf8.AsSpan(at), out value, out length))
            {
                found.Add(value);
                at += length - 1;
            }
            else
            {
                tries++;
                budget -= length;
            }
        }

        return found;
    }

    // Most brackets in prose do not open JSON, which shows at what follows them.
    private static bool MayOpen(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text[1..].TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && (text[0] == '{'
            ? rest[0] is (byte)'"' or (byte)'}'
            : rest[0] is (byte)']' or (byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9')
                || rest.StartsWith("true"u8) || rest.StartsWith("false"u8) || rest.StartsWith("null"u8));
    }

    /// <summary>Reads a value at the start of a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="value">The value.</param>
    /// <param name="length">How much was read, of a value or in vain.</param>
    private static bool TryRead(ReadOnlySpan<byte> json, out JsonElement value, out int length)
    {
        JsonReaderOptions options = new() { MaxDepth = MaxDepth };
        Utf8JsonReader end = new(json, isFinalBlock: true, new JsonReaderState(options));
        try
        {
            end.Read();
            end.Skip();
            length = (int)end.BytesConsumed;
            Utf8JsonReader reader = new(json[..length], options);
            value = JsonElement.ParseValue(ref reader);
            return true;
        }
        catch (JsonException)
        {
            value = default;
            length = (int)end.BytesConsumed + 1;
            return false;
        }
    }
}
