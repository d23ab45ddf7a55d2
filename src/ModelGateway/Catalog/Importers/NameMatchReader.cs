namespace ModelGateway.Catalog.Importers;

/// <summary>Reads a rule for names as genai-prices writes it: <c>{"or": [{"starts_with": "claude-2"}, {"contains": "claude-v2"}]}</c>.</summary>
internal static class NameMatchReader
{
    /// <summary>Reads it; null where something in it is none of ours, which then fits nothing.</summary>
    public static NameMatch? Read(in ImportValue match)
    {
        List<ImportValue> fields = [.. match.Fields()];
        if (fields.Count != 1)
        {
            return null;
        }

        ImportValue rule = fields[0];
        string word = rule.Name[(rule.Name.LastIndexOf('.') + 1)..];
        switch (word)
        {
            case "or" or "and":
                List<NameMatch?> parts = [.. rule.Items().Select(static part => Read(part))];
                return parts.Contains(null) ? null : new NameMatch(word == "or" ? NameMatchKind.Or : NameMatchKind.And, parts!);
            case "not":
                return Read(rule) is { } part ? new NameMatch(NameMatchKind.Not, [part]) : null;
            case "regex":
                string pattern = rule.Text();
                return NameMatch.IsPattern(pattern) ? new NameMatch(NameMatchKind.Pattern, pattern) : null;
            case "equals" or "starts_with" or "ends_with" or "contains":
                NameMatchKind kind = word switch
                {
                    "equals" => NameMatchKind.Equal,
                    "starts_with" => NameMatchKind.StartsWith,
                    "ends_with" => NameMatchKind.EndsWith,
                    _ => NameMatchKind.Contains,
                };
                return new NameMatch(kind, rule.Text());
            default:
                return null;
        }
    }
}
