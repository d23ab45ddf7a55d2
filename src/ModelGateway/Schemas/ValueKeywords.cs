using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for values of every kind: <c>type</c>, <c>enum</c>, <c>const</c>.</summary>
internal readonly ref struct ValueKeywords(in SchemaCheck check)
{
    private const int MaxShown = 200;

    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        JsonElement value = _check.Value;
        switch (keyword)
        {
            case "type" when !IsOfType(rule, value):
                _check.Fail($"is {Describe(value)}, not {Names(rule)}");
                break;
            case "enum" when rule.ValueKind == JsonValueKind.Array && !Contains(rule, value):
                _check.Fail($"is none of {Shorten(rule.GetRawText())}");
                break;
            case "const" when !SchemaCheck.AreEqual(rule, value):
                _check.Fail($"is not {Shorten(rule.GetRawText())}");
                break;
        }
    }

    private static bool Contains(JsonElement values, JsonElement value)
    {
        foreach (JsonElement one in values.EnumerateArray())
        {
            if (SchemaCheck.AreEqual(one, value))
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
            "integer" => value.ValueKind == JsonValueKind.Number && NumberKeywords.IsInteger(value),
            _ => true,
        };
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
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

    private static string Shorten(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
