using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for strings. Lengths count Unicode code points, not UTF-16 units.</summary>
internal readonly ref struct StringKeywords(in SchemaCheck check)
{
    private readonly SchemaCheck _check = check;

    public void Apply(string keyword, JsonElement rule)
    {
        switch (keyword)
        {
            case "minLength" when SchemaCheck.Limit(rule) is { } least && Length() < least:
                _check.Fail($"has fewer than {least} characters");
                break;
            case "maxLength" when SchemaCheck.Limit(rule) is { } most && Length() > most:
                _check.Fail($"has more than {most} characters");
                break;
            case "pattern" when rule.ValueKind == JsonValueKind.String
                && !_check.Run.Patterns.Matches(rule.GetString()!, _check.Value.GetString()!):
                _check.Fail($"does not match the pattern {rule.GetString()}");
                break;
        }
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
