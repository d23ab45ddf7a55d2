using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGateway.Catalog.Json;

/// <summary>Formats JSON on one line, with spaces after commas and colons.</summary>
internal static class InlineJson
{
    public static string Text(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Texts(IEnumerable<string> values) => List(values.Select(Text));

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    /// <summary>A list with one item a line, at a level of nesting.</summary>
    public static string Lines(IEnumerable<string> values, int depth)
    {
        string indent = new(' ', depth * 2);
        return $"[\n{string.Join(",\n", values.Select(value => $"{indent}  {value}"))}\n{indent}]";
    }

    public static string Object(IEnumerable<(string Name, string Value)> fields)
    {
        string inner = string.Join(", ", fields.Select(static field => $"{Text(field.Name)}: {field.Value}"));
        return inner.Length == 0 ? "{}" : $"{{ {inner} }}";
    }
}
