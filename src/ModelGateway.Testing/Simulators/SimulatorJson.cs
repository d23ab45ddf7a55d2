using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators;

/// <summary>JSON and server-sent events as the providers write them: text outside ASCII is not escaped.</summary>
internal static class SimulatorJson
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            write(json);
        }

        return Unescape(buffer.WrittenSpan);
    }

    public static byte[] Object(Action<Utf8JsonWriter> write) => Write(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>One event of a stream.</summary>
    public static byte[] Event(byte[] json, string? name = null, string newLine = "\n")
    {
        string before = name is null ? "data: " : $"event: {name}{newLine}data: ";
        return [.. Encoding.UTF8.GetBytes(before), .. json, .. Encoding.UTF8.GetBytes(newLine + newLine)];
    }

    public static void WriteObject(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
    }

    /// <summary>Writes JSON text from a test. Text that is not JSON is written as a string.</summary>
    public static void WriteJsonText(this Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        try
        {
            JsonElement.Parse(text).WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.True;

    /// <summary>The elements of an array property; none where it is missing or no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>The objects that the elements have as a property.</summary>
    public static IEnumerable<JsonElement> Inner(this IEnumerable<JsonElement> elements, string name) =>
        elements.Where(element => element.Has(name, JsonValueKind.Object)).Select(element => element.GetProperty(name));

    /// <summary>The first <c>name</c> that an earlier element has too; null for none.</summary>
    public static string? FindRepeatedName(this IEnumerable<JsonElement> elements)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        return elements.Select(static element => element.Text("name")).FirstOrDefault(name => name is not null && !names.Add(name));
    }

    public static bool Has(this JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind;

    /// <summary>The encoder escapes characters beyond the basic multilingual plane; providers do not.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> json)
    {
        byte[] result = new byte[json.Length];
        int length = 0;
        for (int i = 0; i < json.Length;)
        {
            if (json[i] != '\\')
            {
                result[length++] = json[i++];
            }
            else if (IsSurrogate(json[i..], out char high) && char.IsHighSurrogate(high) && IsSurrogate(json[(i + 6)..], out char low)
                && char.IsLowSurrogate(low))
            {
                length += new Rune(high, low).EncodeToUtf8(result.AsSpan(length));
                i += 12;
            }
            else
            {
                result[length++] = json[i++];
                result[length++] = json[i++];
            }
        }

        return result[..length];
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> json, out char value)
    {
        value = default;
        if (json.Length < 6 || json[0] != '\\' || json[1] != 'u'
            || !ushort.TryParse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            return false;
        }

        value = (char)code;
        return char.IsSurrogate(value);
    }
}
