using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Configuration;

/// <summary>Checks the rules that the application sets of a model: their names, and the words in them.</summary>
internal sealed class ModelRuleCheck(OptionFaults faults)
{
    /// <param name="prefix">Precedes the names of the model's settings in faults.</param>
    /// <param name="rules">The rules.</param>
    public void Check(string prefix, IReadOnlyList<ModelRule> rules)
    {
        HashSet<(string, ProviderApi)> names = [];
        for (int i = 0; i < rules.Count; i++)
        {
            string setting = $"{prefix}Rules:{i}:";
            ModelRule rule = rules[i];
            if (string.IsNullOrWhiteSpace(rule.Name))
            {
                faults.Add($"{setting}Name is missing. Say what the model refuses, such as function tools while it reasons.");
            }
            else if (!names.Add((rule.Name.ToUpperInvariant(), rule.Api)))
            {
                faults.Add($"{setting}Name is '{rule.Name}', as that of a rule before it. Give each its own.");
            }

            CheckWords(setting, rule);
            if (rule.OtherwiseEffort is not null && rule.Needs == ProviderApi.Auto)
            {
                faults.Add(
                    $"{setting}OtherwiseEffort is set without Needs. Set Needs to the interface that the request needs, or remove it.");
            }
        }
    }

    private void CheckWords(string setting, ModelRule rule)
    {
        CheckOptions($"{setting}Uses", rule.Uses);
        CheckOptions($"{setting}LeavesOut", rule.LeavesOut);
        CheckEfforts($"{setting}Efforts", rule.Efforts, least: EffortWord.Unset);
        CheckEfforts($"{setting}TakesEfforts", rule.TakesEfforts, least: EffortWord.None);
        CheckEfforts($"{setting}OtherwiseEffort", rule.OtherwiseEffort is { } effort ? [effort] : [], least: EffortWord.None);
        foreach (Capability capability in rule.Lacks)
        {
            if (capability.Kind != CapabilityKind.Flag)
            {
                faults.Add($"{setting}Lacks has {capability}, which is measured. Set it by the model's own setting.");
            }
        }
    }

    private void CheckOptions(string setting, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (!RuleFlags.TryParse(name, out _))
            {
                faults.Add(
                    $"{setting} has '{name}', which is no capability and no option.{NearestNames.Suggest(name, RuleFlags.Names)}"
                    + $" Known: {string.Join(", ", RuleFlags.Names)}.");
            }
        }
    }

    private void CheckEfforts(string setting, IReadOnlyList<string> words, EffortWord least)
    {
        foreach (string word in words)
        {
            if (!EffortWords.TryParse(word, out EffortWord effort) || effort < least)
            {
                faults.Add($"{setting} has '{word}', which is no effort. Known: {string.Join(", ", EffortWords.All[(int)least..])}.");
            }
        }
    }
}
