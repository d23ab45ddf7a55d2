namespace ModelGateway.Configuration;

/// <summary>Reads the rules of a model from its section <c>Rules</c>. <see cref="ModelRuleCheck"/> checks their words.</summary>
internal static class ModelRuleReader
{
    public static IReadOnlyList<ModelRule> Read(SectionReader model)
    {
        List<ModelRule> rules =
            [.. model.Sections(nameof(ModelInfo.Rules)).Select(static item => Read(item.Name, item.Section)).OfType<ModelRule>()];
        if (rules.Count > 0)
        {
            return rules;
        }

        return []; // The one empty list, so that models without rules are equal.
    }

    private static ModelRule? Read(string key, SectionReader section)
    {
        if (section.IsEmpty)
        {
            return null;
        }

        ModelRule rule = new()
        {
            Name = section.Text(nameof(rule.Name)) ?? (int.TryParse(key, out _) ? "" : key),
            Api = ReadApi(section, nameof(rule.Api)),
            Uses = section.Texts(nameof(rule.Uses)) ?? [],
            Efforts = section.Texts(nameof(rule.Efforts)) ?? [],
            Lacks = ReadCapabilities(section, nameof(rule.Lacks)),
            LeavesOut = section.Texts(nameof(rule.LeavesOut)) ?? [],
            TakesEfforts = section.Texts(nameof(rule.TakesEfforts)) ?? [],
            Needs = ReadApi(section, nameof(rule.Needs)),
            OtherwiseEffort = section.Text(nameof(rule.OtherwiseEffort)),
            Source = section.Text(nameof(rule.Source)),
        };
        section.RefuseUnknown();
        return rule;
    }

    private static ProviderApi ReadApi(SectionReader section, string name) => section.Choice<ProviderApi>(name) ?? ProviderApi.Auto;

    private static List<Capability> ReadCapabilities(SectionReader section, string name)
    {
        List<Capability> capabilities = [];
        CapabilityReader.Read(section, name, capabilities);
        return capabilities;
    }
}
