using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for numbers. The comparison is exact.</summary>
internal readonly ref struct NumberKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule)
    {
        if (rule.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return ApplyFlag(keyword, rule);
        }

        if (rule.ValueKind != JsonValueKind.Number || Compare(_check.Value, rule) is not { } order)
        {
            return SchemaResult.CannotTell;
        }

        string? fault = keyword switch
        {
            "minimum" when order < 0 => "is less than",
            "maximum" when order > 0 => "is more than",
            "exclusiveMinimum" when order <= 0 => "is not more than",
            "exclusiveMaximum" when order >= 0 => "is not less than",
            _ => null,
        };
        return keyword == "multipleOf" ? ApplyMultiple(rule)
            : fault is null ? SchemaResult.Fits
            : _check.Fail($"{fault} {rule.GetRawText()}");
    }

    /// <summary>Whether a number is whole, in any notation; null where its exponent cannot be read.</summary>
    public static bool? IsInteger(JsonElement number) =>
        number.TryGetInt64(out _) ? true
        : JsonNumber.TryRead(number, out JsonNumber exact) ? exact.IsInteger
        : null;

    // In draft 4 it says whether the limit beside it is excluded. Other drafts have no such flag.
    private SchemaResult ApplyFlag(string keyword, JsonElement rule)
    {
        string limit = keyword == "exclusiveMinimum" ? "minimum" : "maximum";
        if (keyword is not ("exclusiveMinimum" or "exclusiveMaximum"))
        {
            return SchemaResult.CannotTell;
        }

        return rule.ValueKind == JsonValueKind.False
            || !_check.TryGet(limit, JsonValueKind.Number, out JsonElement beside)
            || Compare(_check.Value, beside) is not 0 ? SchemaResult.Fits
            : _check.Run.Draft != SchemaDraft.Draft4 ? SchemaResult.CannotTell
            : _check.Fail($"is the {limit} itself, which is excluded");
    }

    private static int? Compare(JsonElement left, JsonElement right) =>
        left.TryGetInt64(out long whole) && right.TryGetInt64(out long limit) ? whole.CompareTo(limit)
        : JsonNumber.TryRead(left, out JsonNumber one) && JsonNumber.TryRead(right, out JsonNumber other) ? one.CompareTo(other)
        : null;

    private SchemaResult ApplyMultiple(JsonElement rule)
    {
        // Both were read for their order. A step of zero or less is no valid schema.
        if (!JsonNumber.TryRead(_check.Value, out JsonNumber value) || !JsonNumber.TryRead(rule, out JsonNumber step) || step.Sign <= 0
            || value.IsMultipleOf(step) is not { } isMultiple)
        {
            return SchemaResult.CannotTell;
        }

        return isMultiple ? SchemaResult.Fits : _check.Fail($"is no multiple of {rule.GetRawText()}");
    }
}
