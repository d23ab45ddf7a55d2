using ModelGateway.Catalog.Rules;

namespace ModelGateway.Catalog.Json;

/// <summary>Formats a rule on what models take on one line, as catalog files have it.</summary>
internal static class RuleJson
{
    public static string Format(CatalogRule rule) => Format(rule.Rule, rule.Models, rule.Except);

    public static string Format(ModelRule rule) => Format(rule, [], []);

    private static string Format(ModelRule rule, IReadOnlyList<string> models, IReadOnlyList<string> except)
    {
        List<(string Name, string Value)> fields = [("name", InlineJson.Text(rule.Name))];
        Add("models", models);
        Add("except", except);
        AddApi("api", rule.Api);
        Add("uses", rule.Uses);
        Add("efforts", rule.Efforts);
        Add("lacks", [.. rule.Lacks.Select(static capability => capability.ToString())]);
        Add("leavesOut", rule.LeavesOut);
        Add("takesEfforts", rule.TakesEfforts);
        AddApi("needs", rule.Needs);
        AddText("otherwiseEffort", rule.OtherwiseEffort);
        AddText("source", rule.Source);
        return InlineJson.Object(fields);

        void Add(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                fields.Add((name, InlineJson.Texts(values)));
            }
        }

        void AddText(string name, string? value)
        {
            if (value is not null)
            {
                fields.Add((name, InlineJson.Text(value)));
            }
        }

        void AddApi(string name, ProviderApi api) => AddText(name, api == ProviderApi.Auto ? null : CatalogFields.Apis[(int)api - 1]);
    }
}
