using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGateway.Catalog.Json;

/// <summary>JSON on one line, with spaces where people put them.</summary>
internal static class InlineJson
{
    public static string Text(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Texts(IEnumerable<string> values) => List(values.Select(Text));

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    /// <summary>A list with a line for each thing, within so many levels.</summary>
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
