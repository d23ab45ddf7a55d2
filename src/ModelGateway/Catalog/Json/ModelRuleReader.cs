using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads one rule on what models take, and checks that its words are known and that it says something.</summary>
internal struct ModelRuleReader
{
    private ModelRule _rule = new() { Name = "" };
    private List<string> _models = [];
    private List<string> _except = [];

    public ModelRuleReader()
    {
    }

    /// <summary>Reads a file's rules, each of which names its models.</summary>
    public static List<CatalogRule> ReadAll(ref CatalogJson json)
    {
        List<CatalogRule> rules = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            ModelRuleReader reader = new();
            reader.Read(ref json);
            if (reader._models.Count == 0)
            {
                throw json.Fault("names no models.");
            }

            rules.Add(new CatalogRule(reader._rule, reader._models, reader._except));
        }

        return rules;
    }

    /// <summary>Reads the rules of one model.</summary>
    public static List<ModelRule> ReadOwn(ref CatalogJson json)
    {
        List<ModelRule> rules = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            ModelRuleReader reader = new();
            reader.Read(ref json);
            if (reader._models.Count > 0 || reader._except.Count > 0)
            {
                throw json.Fault("names models, and is a model's own.");
            }

            if (rules.Exists(other => Is(other, reader._rule)))
            {
                throw json.Fault($"has the name of another: '{reader._rule.Name}'.");
            }

            rules.Add(reader._rule);
        }

        return rules;
    }

    private void Read(ref CatalogJson json)
    {
        ulong seen = 0;
        while (json.NextField(CatalogFields.ModelRule, ref seen, out string field))
        {
            switch (field)
            {
                case "name": _rule = _rule with { Name = json.Text() }; break;
                case "models": _models = json.Texts(areNames: true); break;
                case "except": _except = json.Texts(areNames: true); break;
                case "source": _rule = _rule with { Source = json.Text() }; break;
                case "api" or "uses" or "efforts": ReadCondition(ref json, field); break;
                default: ReadEffect(ref json, field); break;
            }
        }

        if (_rule.Name.Length == 0)
        {
            throw json.Fault("has no name.");
        }

        if (_rule.OtherwiseEffort is not null && _rule.Needs == ProviderApi.Auto)
        {
            throw json.Fault("has an otherwiseEffort, and needs no other interface.");
        }
    }

    private void ReadCondition(ref CatalogJson json, string field) => _rule = field switch
    {
        "api" => _rule with { Api = ReadApi(ref json) },
        "uses" => _rule with { Uses = ReadOptions(ref json) },
        _ => _rule with { Efforts = ReadEfforts(ref json, EffortWords.All) },
    };

    private void ReadEffect(ref CatalogJson json, string field) => _rule = field switch
    {
        "lacks" => _rule with { Lacks = [.. CapabilityNames.Split(json.Capabilities()).Select(static flag => new Capability(flag))] },
        "leavesOut" => _rule with { LeavesOut = ReadOptions(ref json) },
        "takesEfforts" => _rule with { TakesEfforts = ReadEfforts(ref json, EffortWords.All[1..]) },
        "needs" => _rule with { Needs = ReadApi(ref json) },
        _ => _rule with { OtherwiseEffort = EffortWords.All[json.Choice(EffortWords.All[1..]) + 1] },
    };

    private static ProviderApi ReadApi(ref CatalogJson json) => (ProviderApi)(json.Choice(CatalogFields.Apis) + 1);

    private static List<string> ReadOptions(ref CatalogJson json)
    {
        List<string> names = json.Texts();
        foreach (string name in names)
        {
            if (!RuleFlags.TryParse(name, out _))
            {
                throw json.Fault($"has '{name}', which is no capability or option. Known: {string.Join(", ", RuleFlags.Names)}.");
            }
        }

        return names;
    }

    private static List<string> ReadEfforts(ref CatalogJson json, string[] known)
    {
        List<string> words = json.Texts();
        foreach (string word in words)
        {
            if (!known.Contains(word, StringComparer.Ordinal))
            {
                throw json.Fault($"has '{word}', which is no effort. Known: {string.Join(", ", known)}.");
            }
        }

        return words;
    }

    private static bool Is(ModelRule rule, ModelRule other) => rule.Api == other.Api
        && rule.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);
}
