using System.Text.Json;

namespace ModelGateway.Schemas;

/// <summary>The keywords for strings. Lengths are counted in characters of Unicode, not in UTF-16.</summary>
internal static class SchemaTexts
{
    public static void Check(SchemaRun run, string keyword, JsonElement rule, JsonElement value, SchemaPlace place, SchemaFaults faults)
    {
        switch (keyword)
        {
            case "minLength" when Limit(rule) is { } least && Length(value) < least:
                faults.Add(place, $"has fewer than {least} characters");
                break;
            case "maxLength" when Limit(rule) is { } most && Length(value) > most:
                faults.Add(place, $"has more than {most} characters");
                break;
            case "pattern" when rule.ValueKind == JsonValueKind.String && !run.Patterns.Matches(rule.GetString()!, value.GetString()!):
                faults.Add(place, $"does not match the pattern {rule.GetString()}");
                break;
        }
    }

    /// <summary>A limit of a count; null where the schema has something else there.</summary>
    public static long? Limit(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Number && rule.TryGetDecimal(out decimal limit) && limit is >= 0 and <= int.MaxValue ? (long)limit : null;

    private static int Length(JsonElement value)
    {
        int length = 0;
        foreach (char unit in value.GetString()!)
        {
            length += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return length;
    }
}
