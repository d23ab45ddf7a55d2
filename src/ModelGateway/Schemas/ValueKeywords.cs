using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for values of every kind: <c>type</c>, <c>enum</c>, <c>const</c>.</summary>
internal readonly ref struct ValueKeywords(in SchemaCheck check)
{
    private const int MaxShown = 200;

    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule) => keyword switch
    {
        "type" => ApplyType(rule),
        "enum" when rule.ValueKind == JsonValueKind.Array =>
            Contains(rule, _check.Value) ? SchemaResult.Fits : _check.Fail($"is none of {Shorten(rule.GetRawText())}"),
        "const" =>
            JsonEquality.AreEqual(rule, _check.Value) ? SchemaResult.Fits : _check.Fail($"is not {Shorten(rule.GetRawText())}"),
        _ => SchemaResult.CannotTell,
    };

    private SchemaResult ApplyType(JsonElement type)
    {
        SchemaResult result = type.ValueKind switch
        {
            JsonValueKind.String => IsOfType(type, _check.Value),
            JsonValueKind.Array when type.GetArrayLength() > 0 => IsOfAny(type, _check.Value),
            _ => SchemaResult.CannotTell,
        };
        return result == SchemaResult.Unfit ? _check.Fail($"is {Describe(_check.Value)}, not {Names(type)}") : result;
    }

    private static SchemaResult IsOfAny(JsonElement types, JsonElement value)
    {
        SchemaResult result = SchemaResult.Unfit;
        foreach (JsonElement type in types.EnumerateArray())
        {
            SchemaResult one = IsOfType(type, value);
            result = one < result ? one : result;
        }

        return result;
    }

    private static SchemaResult IsOfType(JsonElement type, JsonElement value)
    {
        bool? isOfType = type.ValueKind != JsonValueKind.String ? null : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number ? NumberKeywords.IsInteger(value) : false,
            "any" => true,
            _ => null,
        };
        return isOfType switch { true => SchemaResult.Fits, false => SchemaResult.Unfit, null => SchemaResult.CannotTell };
    }

    private static bool Contains(JsonElement values, JsonElement value)
    {
        foreach (JsonElement one in values.EnumerateArray())
        {
            if (JsonEquality.AreEqual(one, value))
            {
                return true;
            }
        }

        return false;
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
