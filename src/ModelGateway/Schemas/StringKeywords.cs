using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for strings. Lengths count Unicode code points, not UTF-16 units.</summary>
internal readonly ref struct StringKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public SchemaResult Apply(string keyword, JsonElement rule)
    {
        if (keyword == "pattern")
        {
            return rule.ValueKind == JsonValueKind.String ? ApplyPattern(rule.GetString()!) : SchemaResult.CannotTell;
        }

        if (SchemaCheck.Limit(rule) is not { } limit)
        {
            return SchemaResult.CannotTell;
        }

        bool isLeast = keyword == "minLength";
        int length = Length();
        return (isLeast ? length >= limit : length <= limit)
            ? SchemaResult.Fits
            : _check.Fail($"has {(isLeast ? "fewer" : "more")} than {limit} characters");
    }

    private SchemaResult ApplyPattern(string pattern)
    {
        SchemaResult result = _check.Run.Patterns.Match(pattern, _check.Value.GetString()!);
        return result == SchemaResult.Unfit ? _check.Fail($"does not match the pattern {pattern}") : result;
    }

    private int Length()
    {
        int length = 0;
        foreach (char unit in _check.Value.GetString()!)
        {
            length += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return length;
    }
}
