using System.Globalization;
using ModelGateway.Capabilities;
using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>Says in words why a candidate is out.</summary>
internal static class ExclusionReason
{
    /// <summary>The reason, e.g. <c>lacks json-schema; context window 16385 &lt; 128000</c>.</summary>
    public static string Reason(CandidateProfile candidate, in CandidateMatch verdict, in RequestNeeds needs, NegotiationRules rules)
    {
        List<string> parts = [];
        ModelInfo model = candidate.Model;
        CapabilityFlags unsaid = verdict.Lacks & MeasureFlags.Promises & ~model.Capabilities.No;
        CapabilityFlags flags = verdict.Lacks & MeasureFlags.Flags & ~unsaid;
        if ((verdict.Lacks & MeasureFlags.Chat) != 0)
        {
            parts.Add(model.Kind == ModelKind.Embedding ? "it is an embedding model" : "it is no model that answers messages");
        }

        if ((verdict.Lacks & MeasureFlags.Embed) != 0)
        {
            parts.Add(model.Kind == ModelKind.Chat ? "it is a chat model: it has no embeddings" : "it has no embeddings");
        }

        Add(parts, "lacks ", flags);
        Add(parts, "is not known to have ", unsaid | (rules.WhenUnknown == UnmetCapabilityBehavior.Refuse ? verdict.Doubts & MeasureFlags.Flags : 0));
        AddMeasure(parts, verdict, MeasureFlags.Context, "context window", model.ContextWindow, needs.Asked.Context, rules);
        AddMeasure(parts, verdict, MeasureFlags.Output, "output limit", model.MaxOutputTokens, needs.Asked.Output, rules);
        if ((verdict.Lacks & MeasureFlags.Size) != 0)
        {
            parts.Add(Size(candidate, needs));
        }

        if (((verdict.Lacks | (rules.WhenUnknown == UnmetCapabilityBehavior.Refuse ? verdict.Doubts : 0)) & MeasureFlags.Dimensions) != 0)
        {
            string asked = string.Join(" and ", Dimensions(needs));
            parts.Add(model.Dimensions is { } has ? Invariant($"vectors of {has} dimensions, not {asked}") : $"is not known to have vectors of {asked} dimensions");
        }

        if ((verdict.Lacks & MeasureFlags.Region) != 0)
        {
            string asked = string.Join(" and ", candidate.RegionsOutside(needs.Asked.Regions));
            parts.Add(candidate.Regions is { Count: > 0 } regions
                ? $"served from {string.Join(", ", regions)}, not only from {asked}"
                : $"its region is unknown, and {asked} is required");
        }

        if (rules.WhenOptionMissing == UnmetCapabilityBehavior.Refuse)
        {
            Add(parts, "would leave out ", verdict.LeavesOut & MeasureFlags.Flags);
            if ((verdict.LeavesOut & MeasureFlags.OutputLimit) != 0)
            {
                parts.Add(Invariant($"output limit {model.MaxOutputTokens} < {needs.Output}"));
            }
        }

        if (rules.WhenOptionUnknown == UnmetCapabilityBehavior.Refuse)
        {
            Add(parts, "is not known to take ", verdict.OptionsInDoubt & MeasureFlags.Flags);
        }

        return string.Join("; ", parts);
    }

    /// <summary>The capabilities of a mask, as they would be required.</summary>
    public static IReadOnlyList<Capability> Capabilities(CapabilityFlags all, CandidateProfile candidate, in RequestNeeds needs)
    {
        List<Capability> lacks = [.. CapabilityNames.Split(all & MeasureFlags.Flags).Select(static flag => new Capability(flag))];
        if ((all & (MeasureFlags.Context | MeasureFlags.Size)) != 0)
        {
            long size = (all & MeasureFlags.Size) != 0 ? needs.Input!.Estimate(candidate.Model.Tokenizer).Expected + needs.Output : 0;
            lacks.Add(Capability.Context(Math.Max(size, needs.Asked.Context)));
        }

        if ((all & (MeasureFlags.Output | MeasureFlags.OutputLimit)) != 0)
        {
            lacks.Add(Capability.Output(Math.Max(needs.Output, needs.Asked.Output)));
        }

        if ((all & MeasureFlags.Dimensions) != 0)
        {
            lacks.AddRange(Dimensions(needs).Select(static dimensions => Capability.Dimensions((int)dimensions)));
        }

        if ((all & MeasureFlags.Region) != 0)
        {
            lacks.AddRange(candidate.RegionsOutside(needs.Asked.Regions).Select(Capability.Region));
        }

        return lacks;
    }

    /// <summary>All that keeps a candidate out, as one mask.</summary>
    public static CapabilityFlags Of(in CandidateMatch verdict, NegotiationRules rules) =>
        verdict.Lacks
        | (rules.WhenUnknown == UnmetCapabilityBehavior.Refuse ? verdict.Doubts : 0)
        | (rules.WhenOptionMissing == UnmetCapabilityBehavior.Refuse ? verdict.LeavesOut : 0)
        | (rules.WhenOptionUnknown == UnmetCapabilityBehavior.Refuse ? verdict.OptionsInDoubt : 0);

    private static string Size(CandidateProfile candidate, in RequestNeeds needs)
    {
        ModelInfo model = candidate.Model;
        TokenEstimate input = needs.Input!.Estimate(model.Tokenizer);
        return input.Low > model.MaxInputTokens
            ? Invariant($"about {input.Expected:N0} tokens of input exceed its {model.MaxInputTokens:N0}")
            : needs.Output == 0
            ? Invariant($"about {input.Expected:N0} tokens of input exceed its window of {model.ContextWindow:N0}")
            : Invariant($"about {input.Expected:N0} tokens of input and {candidate.Output(needs, 0):N0} of output exceed its window of {model.ContextWindow:N0}");
    }

    private static IEnumerable<long> Dimensions(in RequestNeeds needs) => needs.Dimensions > 0 ? needs.Asked.Dimensions.Prepend(needs.Dimensions).Distinct() : needs.Asked.Dimensions;

    private static void Add(List<string> parts, string words, CapabilityFlags flags)
    {
        if (flags != 0)
        {
            parts.Add(words + CapabilityNames.Join(flags));
        }
    }

    private static void AddMeasure(List<string> parts, in CandidateMatch verdict, CapabilityFlags measure, string name, int? has, long asked, NegotiationRules rules)
    {
        if ((verdict.Lacks & measure) != 0)
        {
            parts.Add(Invariant($"{name} {has} < {asked}"));
        }
        else if ((verdict.Doubts & measure) != 0 && rules.WhenUnknown == UnmetCapabilityBehavior.Refuse)
        {
            parts.Add(Invariant($"{name} unknown, {asked} required"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
