using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for values of every kind: <c>type</c>, <c>enum</c>, <c>const</c>.</summary>
internal static class SchemaValues
{
    private const int LongestList = 200;

    public static void Check(string keyword, JsonElement rule, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        switch (keyword)
        {
            case "type":
                if (!IsOfType(rule, value))
                {
                    faults.Add(place, $"is {NameOf(value)}, not {Names(rule)}");
                }

                break;
            case "enum" when rule.ValueKind == JsonValueKind.Array:
                if (!Holds(rule, value))
                {
                    faults.Add(place, $"is none of {Shorten(rule.GetRawText())}");
                }

                break;
            case "const":
                if (!JsonElement.DeepEquals(rule, value))
                {
                    faults.Add(place, $"is not {Shorten(rule.GetRawText())}");
                }

                break;
        }
    }

    private static bool Holds(JsonElement values, JsonElement value)
    {
        foreach (JsonElement one in values.EnumerateArray())
        {
            if (JsonElement.DeepEquals(one, value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfType(JsonElement type, JsonElement value)
    {
        if (type.ValueKind == JsonValueKind.Array)
        {
            bool any = type.GetArrayLength() == 0;
            foreach (JsonElement one in type.EnumerateArray())
            {
                any |= IsOfType(one, value);
            }

            return any;
        }

        return type.ValueKind != JsonValueKind.String || type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && SchemaNumbers.IsInteger(value),
            _ => true,
        };
    }

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static string Names(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? string.Join(" or ", type.EnumerateArray().Select(static one => one.ToString()))
        : type.ToString();

    private static string Shorten(string text) => text.Length <= LongestList ? text : text[..LongestList] + "…";
}
