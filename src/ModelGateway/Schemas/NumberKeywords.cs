using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for numbers. The comparison is exact where both numbers are decimals.</summary>
internal readonly ref struct NumberKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        // In draft 4 exclusiveMinimum is a boolean, which is ignored.
        if (rule.ValueKind != JsonValueKind.Number)
        {
            return;
        }

        JsonElement value = _check.Value;
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
            _check.Fail($"{fault} {rule.GetRawText()}");
        }
    }

    /// <summary>Whether a number is whole, in any notation: <c>1.0</c> and <c>1e3</c> are.</summary>
    public static bool IsInteger(JsonElement number)
    {
        double value = number.GetDouble();
        return Math.Floor(value) == value && (!number.TryGetDecimal(out decimal exact) || decimal.Truncate(exact) == exact);
    }

    private static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out decimal exactLeft) && right.TryGetDecimal(out decimal exactRight)
            ? exactLeft.CompareTo(exactRight)
            : left.GetDouble().CompareTo(right.GetDouble());

    // A number that a decimal cannot hold is accepted, since its remainder would be inexact.
    private static bool IsMultiple(JsonElement value, JsonElement of) =>
        !value.TryGetDecimal(out decimal number) || !of.TryGetDecimal(out decimal step) || step <= 0 || number % step == 0;
}
