using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Negotiation;

/// <summary>What is known of one candidate, in the form in which negotiation compares it.</summary>
internal sealed class CandidateProfile
{
    /// <summary>Describes a deployment.</summary>
    /// <param name="name">The deployment's name.</param>
    /// <param name="model">Its model.</param>
    /// <param name="region">The region of its provider's configuration; null where there is none.</param>
    /// <param name="refusals">What its model refuses in combination; null for none.</param>
    public CandidateProfile(string name, ModelInfo model, string? region, RuleSet? refusals = null)
    {
        Name = name;
        Model = model;
        Refusals = refusals;
        Regions = RegionNames.For(model, region);
        Window = Math.Min(model.ContextWindow ?? int.MaxValue, model.MaxInputTokens ?? int.MaxValue);
        CapabilityFlags yes = model.Capabilities.Yes;
        CapabilityFlags no = model.Capabilities.No;
        if (((yes | no) & CapabilityFlags.ZeroRetention) == 0 && model.RetentionDays == 0)
        {
            yes |= CapabilityFlags.ZeroRetention;
        }

        // A model of unknown kind counts as both a chat model and an embedding model, so the kind is never in doubt.
        Yes = yes
            | (model.Kind is ModelKind.Unknown or ModelKind.Chat ? MeasureFlags.Chat : 0)
            | (model.Kind is ModelKind.Unknown or ModelKind.Embedding ? MeasureFlags.Embed : 0);
        No = no | (MeasureFlags.Promises & ~yes) | ((MeasureFlags.Chat | MeasureFlags.Embed) & ~Yes);
    }

    /// <summary>The deployment's name.</summary>
    public string Name { get; }

    public ModelInfo Model { get; }

    /// <summary>What the model refuses in combination; null for none.</summary>
    public RuleSet? Refusals { get; }

    /// <summary>The flags that the candidate is known to have.</summary>
    public CapabilityFlags Yes { get; }

    /// <summary>The flags that the candidate is known not to have. A flag in neither set is unknown.</summary>
    public CapabilityFlags No { get; }

    /// <summary>The smaller of context window and input limit, in tokens; <see cref="int.MaxValue"/> where both are unknown.</summary>
    public int Window { get; }

    /// <summary>The regions that serve it; null where they are unknown.</summary>
    public IReadOnlyList<string>? Regions { get; }

    /// <summary>Whether the candidate is known to have a capability, of any kind.</summary>
    public bool Has(Capability capability) => capability.Kind switch
    {
        CapabilityKind.Flag => (Yes & capability.Flag) != 0,
        CapabilityKind.Context => Model.ContextWindow >= capability.Amount,
        CapabilityKind.Output => Model.MaxOutputTokens >= capability.Amount,
        CapabilityKind.Dimensions => SupportsDimensions(capability.Amount) == CapabilitySupport.Yes,
        _ => LiesIn(capability.Text),
    };

    /// <summary>Whether all of the candidate's regions are known to lie in one that is required.</summary>
    public bool LiesIn(string region) => Regions is not null && RegionNames.AllLieIn(Regions, region);

    /// <summary>
    /// Whether the vectors can have a length. A model that is known not to adjust its length still may have the right one.
    /// </summary>
    public CapabilitySupport SupportsDimensions(long asked)
    {
        if (Model.Dimensions == asked)
        {
            return CapabilitySupport.Yes;
        }

        CapabilitySupport adjustable = Model.Capabilities[Capability.AdjustableDimensions];
        return asked > Model.Dimensions ? CapabilitySupport.No
            : adjustable == CapabilitySupport.No && Model.Dimensions is null ? CapabilitySupport.Unknown
            : adjustable;
    }

    /// <summary>
    /// Whether the request fits into the window, judged by the lowest estimate of its tokens: a request that is refused wrongly is never
    /// answered, while one that is sent in vain fails over.
    /// </summary>
    public bool HasRoom(in RequestNeeds needs)
    {
        long input = needs.Input!.Estimate(Model.Tokenizer).Low;
        return !(input > Model.MaxInputTokens) && !(input + ReservedOutput(needs, RequestNeeds.LeastOutput) > Model.ContextWindow);
    }

    /// <summary>The output tokens that the request takes of the window: those it asks for, as far as the model produces so many.</summary>
    /// <param name="needs">The request.</param>
    /// <param name="unlimited">The tokens to assume where a chat sets no limit.</param>
    public int ReservedOutput(in RequestNeeds needs, int unlimited)
    {
        int asked = needs.Output > 0 ? needs.Output : (needs.Essential & MeasureFlags.Embed) != 0 ? 0 : unlimited;
        return Math.Min(asked, Model.MaxOutputTokens ?? int.MaxValue);
    }

    /// <summary>Writes flags as the capabilities that a caller would require.</summary>
    public IReadOnlyList<Capability> ToCapabilities(CapabilityFlags flags, in RequestNeeds needs)
    {
        List<Capability> all = [.. CapabilityNames.Split(flags & MeasureFlags.Flags).Select(static flag => new Capability(flag))];
        if ((flags & (MeasureFlags.Context | MeasureFlags.Size)) != 0)
        {
            long size = (flags & MeasureFlags.Size) != 0 ? needs.Input!.Estimate(Model.Tokenizer).Expected + needs.Output : 0;
            all.Add(Capability.Context(Math.Max(size, needs.Asked.Context)));
        }

        if ((flags & (MeasureFlags.Output | MeasureFlags.OutputLimit)) != 0)
        {
            all.Add(Capability.Output(Math.Max(needs.Output, needs.Asked.Output)));
        }

        if ((flags & MeasureFlags.Dimensions) != 0)
        {
            all.AddRange(needs.AllDimensions.Select(static dimensions => Capability.Dimensions((int)dimensions)));
        }

        if ((flags & MeasureFlags.Region) != 0)
        {
            all.AddRange(RegionsOutside(needs.Asked.Regions).Select(Capability.Region));
        }

        return all;
    }

    /// <summary>The required regions that the candidate is not known to lie in.</summary>
    public IEnumerable<string> RegionsOutside(string[] asked) => asked.Where(region => !LiesIn(region));
}
