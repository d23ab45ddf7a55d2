using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Negotiation;

/// <summary>A rule of a model in the form in which requests are compared with it.</summary>
internal sealed class CompiledRule(ModelRule rule)
{
    private readonly byte _efforts = EffortWords.Bits(rule.Efforts);

    public string Name => rule.Name;

    public ProviderApi Needs => rule.Needs;

    public CapabilityFlags Uses { get; } = RuleFlags.Parse(rule.Uses);

    /// <summary>What the model lacks, beside what holds for every request: that is among its capabilities.</summary>
    public CapabilityFlags Lacks { get; } = ModelRules.IsFact(rule) ? 0 : ModelRules.Flags(rule.Lacks);

    public CapabilityFlags LeavesOut { get; } = RuleFlags.Parse(rule.LeavesOut);

    /// <summary>The efforts that the model takes, as bits; 0 where the rule does not say.</summary>
    public byte TakesEfforts { get; } = EffortWords.Bits(rule.TakesEfforts);

    /// <summary>The effort with which the request is taken after all; <see cref="EffortWord.Unset"/> for none.</summary>
    public EffortWord Otherwise { get; } =
        EffortWords.TryParse(rule.OtherwiseEffort, out EffortWord effort) ? effort : EffortWord.Unset;

    /// <summary>Whether it holds for every request of its interface.</summary>
    public bool IsUnconditional => Uses == 0 && _efforts == 0;

    /// <summary>
    /// The flags of which a request has at least one where the rule can matter to negotiation.
    /// </summary>
    public CapabilityFlags Triggers => Uses != 0 ? RuleFlags.ToCapabilities(Uses)
        : Needs != ProviderApi.Auto ? MeasureFlags.Chat
        : Lacks | RuleFlags.ToCapabilities(LeavesOut) | (TakesEfforts != 0 ? CapabilityFlags.Reasoning : 0);

    /// <summary>Whether the conditions hold.</summary>
    public bool Applies(ProviderApi api, CapabilityFlags uses, EffortWord effort) =>
        (rule.Api == ProviderApi.Auto || rule.Api == api)
        && (Uses & ~uses) == 0
        && (_efforts == 0 || EffortWords.Contains(_efforts, effort));

    /// <summary>Whether anything follows from it.</summary>
    public bool IsOfUse => Lacks != 0 || LeavesOut != 0 || TakesEfforts != 0 || Needs != ProviderApi.Auto;

    /// <summary>Whether it can hold at all through an interface.</summary>
    public bool IsFor(ProviderApi api) => rule.Api == ProviderApi.Auto || rule.Api == api;
}
