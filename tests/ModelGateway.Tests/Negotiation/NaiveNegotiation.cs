using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

/// <summary>The rules of negotiation in their simplest form: one capability after the other, without masks.</summary>
internal static class NaiveNegotiation
{
    private static readonly Capability[] Options =
    [
        Capability.ParallelTools, Capability.StrictTools, Capability.Reasoning, Capability.Seed, Capability.Sampling, Capability.TopK,
            Capability.Penalties, Capability.StopSequences,
    ];

    /// <summary>The indices of the candidates that fit, in order, each with its bridges.</summary>
    public static (int Index, Bridges Bridges)[] Run(NegotiationCase given) =>
    [
        .. given.Models.Select((model, index) => (index, Result: Judge(given, model), Score: Score(given, model)))
            .Where(static one => one.Result.Fit != CandidateFit.Out)
            .OrderBy(static one => one.Result.Fit).ThenByDescending(static one => one.Score).ThenBy(static one => one.index)
            .Select(static one => (one.index, one.Result.Bridges)),
    ];

    public static CapabilitySupport Has(ModelInfo model, Capability capability)
    {
        long amount = capability.Amount;
        switch (capability.Kind)
        {
            case CapabilityKind.Context: return Compare(model.ContextWindow, amount);
            case CapabilityKind.Output: return Compare(model.MaxOutputTokens, amount);
            case CapabilityKind.Dimensions when model.Dimensions == amount: return CapabilitySupport.Yes;
            case CapabilityKind.Dimensions when model.Dimensions < amount: return CapabilitySupport.No;
            case CapabilityKind.Dimensions when model.Capabilities[Capability.AdjustableDimensions] == CapabilitySupport.No
                && model.Dimensions is null:
                return CapabilitySupport.Unknown;
            case CapabilityKind.Dimensions: return model.Capabilities[Capability.AdjustableDimensions];
            case CapabilityKind.Region:
                return model.Regions?.All(
                    region => region == capability.Text || region.StartsWith(capability.Text + "-", StringComparison.Ordinal)) is true
                    ? CapabilitySupport.Yes
                    : CapabilitySupport.No;
        }

        CapabilitySupport known = model.Capabilities[capability];
        return capability == Capability.ZeroRetention && known == CapabilitySupport.Unknown ? model.RetentionDays == 0
            ? CapabilitySupport.Yes : CapabilitySupport.No
            : capability == Capability.NoTraining && known == CapabilitySupport.Unknown ? CapabilitySupport.No
            : known;
    }

    private static (CandidateFit Fit, Bridges Bridges) Judge(NegotiationCase given, ModelInfo model)
    {
        NegotiationRules rules = given.Rules;
        Capability[] named = [.. Named(given)];
        Capability[] inferred =
            [.. CapabilityNames.Split(given.Needs).Select(static flag => new Capability(flag)).Where(one => !named.Contains(one))];
        List<UnmetCapabilityBehavior> verdicts = [];
        Bridges bridges = 0;
        foreach (Capability capability in named.Concat(inferred))
        {
            bool isOption = !named.Contains(capability) && Options.Contains(capability);
            UnmetCapabilityBehavior whenUnknown = isOption && rules.WhenOptionMissing < rules.WhenUnknown ? rules.WhenOptionMissing
                : rules.WhenUnknown;
            CapabilitySupport has = Has(model, capability);
            UnmetCapabilityBehavior verdict = has switch
            {
                CapabilitySupport.Yes => UnmetCapabilityBehavior.Allow,
                CapabilitySupport.No => isOption ? rules.WhenOptionMissing : UnmetCapabilityBehavior.Refuse,
                _ => whenUnknown,
            };
            bool mayBridge = has == CapabilitySupport.No
                || (has == CapabilitySupport.Unknown && whenUnknown != UnmetCapabilityBehavior.Allow);
            Bridges bridge = mayBridge ? Bridge(given, model, capability) & rules.Bridges : 0;
            bridges |= bridge;
            verdicts.Add(bridge != 0 ? UnmetCapabilityBehavior.Allow : verdict);
        }

        bool isOfKind = model.Kind == ModelKind.Unknown || model.Kind == (given.Embeds ? ModelKind.Embedding : ModelKind.Chat);
        int output = given.Embeds ? 0 : given.Output > 0 ? given.Output : 16;
        bool fits = !(given.Input > model.MaxInputTokens)
            && !(given.Input + Math.Min(output, model.MaxOutputTokens ?? int.MaxValue) > model.ContextWindow);
        verdicts.Add(isOfKind && fits ? UnmetCapabilityBehavior.Allow : UnmetCapabilityBehavior.Refuse);
        verdicts.Add(!given.Embeds && given.Output > model.MaxOutputTokens ? rules.WhenOptionMissing : UnmetCapabilityBehavior.Allow);
        int[] dimensions =
            [.. named.Where(static one => one.Kind == CapabilityKind.Dimensions).Select(static one => (int)one.Amount).Distinct()];
        verdicts.Add(dimensions.Length > 1 ? UnmetCapabilityBehavior.Refuse : UnmetCapabilityBehavior.Allow);
        return (verdicts.Max() switch
        {
            UnmetCapabilityBehavior.Refuse => CandidateFit.Out,
            UnmetCapabilityBehavior.LastResort => CandidateFit.LastResort,
            _ => bridges != 0 ? CandidateFit.Bridged : CandidateFit.Fit,
        }, bridges);
    }

    private static Bridges Bridge(NegotiationCase given, ModelInfo model, Capability capability)
    {
        if (capability == Capability.JsonSchema)
        {
            CapabilitySupport least = given.Rules.WhenUnknown == UnmetCapabilityBehavior.Allow ? CapabilitySupport.Unknown
                : CapabilitySupport.Yes;
            bool calls = Enough(model.Capabilities[Capability.Tools], least) && Enough(model.Capabilities[Capability.ForcedTools], least);
            return calls && given.Rules.Bridges.HasFlag(Bridges.SchemaByTool) ? Bridges.SchemaByTool : Bridges.SchemaByPrompt;
        }

        return capability == Capability.SystemPrompt ? Bridges.FoldSystemPrompt
            : capability == Capability.ParallelTools ? Bridges.SerializeToolCalls
            : 0;
    }

    private static bool Enough(CapabilitySupport has, CapabilitySupport least) =>
        has == CapabilitySupport.Yes || (least == CapabilitySupport.Unknown && has == CapabilitySupport.Unknown);

    private static IEnumerable<Capability> Named(NegotiationCase given) =>
        given.Asked.Concat(Names(given.Rules.Require)).Concat(given.Dimensions > 0 ? [Capability.Dimensions(given.Dimensions)] : [])
            .Distinct();

    public static IEnumerable<Capability> Names(RequirementSet set) =>
        CapabilityNames.Split(set.Flags).Select(static flag => new Capability(flag))
            .Concat(set.Context > 0 ? [Capability.Context(set.Context)] : [])
            .Concat(set.Output > 0 ? [Capability.Output(set.Output)] : [])
            .Concat(set.Dimensions.Select(static dimensions => Capability.Dimensions((int)dimensions)))
            .Concat(set.Regions.Select(Capability.Region));

    private static decimal Score(NegotiationCase given, ModelInfo model) =>
        given.Rules.Prefer.Concat(given.Prefer).Sum(one => Has(model, one.Capability) == CapabilitySupport.Yes ? (decimal)one.Weight : 0);

    private static CapabilitySupport Compare(int? has, long amount) =>
        has is null ? CapabilitySupport.Unknown : has >= amount ? CapabilitySupport.Yes : CapabilitySupport.No;
}
