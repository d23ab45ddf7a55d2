using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for numbers, exact where both sides are decimals.</summary>
internal static class SchemaNumbers
{
    public static void Check(string keyword, JsonElement rule, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        if (rule.ValueKind != JsonValueKind.Number)
        {
            // Draft 4 had exclusiveMinimum as a boolean.
            return;
        }

        string? fault = keyword switch
        {
            "minimum" when Compare(value, rule) < 0 => "is less than",
            "maximum" when Compare(value, rule) > 0 => "is more than",
            "exclusiveMinimum" when Compare(value, rule) <= 0 => "is not more than",
            "exclusiveMaximum" when Compare(value, rule) >= 0 => "is not less than",
            "multipleOf" when !IsMultiple(value, rule) => "is no multiple of",
            _ => null,
        };
        if (fault is not null)
        {
            faults.Add(place, $"{fault} {rule.GetRawText()}");
        }
    }

    /// <summary>Whether a number has no fraction, however it is written: <c>1.0</c> and <c>1e3</c> have none.</summary>
    public static bool IsInteger(JsonElement number)
    {
        double value = number.GetDouble();
        return Math.Floor(value) == value && (!number.TryGetDecimal(out decimal exact) || decimal.Truncate(exact) == exact);
    }

    private static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out decimal exactLeft) && right.TryGetDecimal(out decimal exactRight)
            ? exactLeft.CompareTo(exactRight)
            : left.GetDouble().CompareTo(right.GetDouble());

    // Beyond what decimals hold nothing can be said for sure.
    private static bool IsMultiple(JsonElement value, JsonElement of)
    {
        if (!value.TryGetDecimal(out decimal number) || !of.TryGetDecimal(out decimal step) || step <= 0)
        {
            return true;
        }

        return number % step == 0;
    }
}
