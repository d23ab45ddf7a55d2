using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Negotiation;

/// <summary>What negotiation goes by of one candidate.</summary>
internal sealed class CandidateProfile
{
    public CandidateProfile(string name, ModelInfo model, string? region)
    {
        Name = name;
        Model = model;
        Regions = RegionNames.For(model, region);
        CapabilityFlags yes = model.Capabilities.Yes;
        CapabilityFlags no = model.Capabilities.No;
        if (((yes | no) & CapabilityFlags.ZeroRetention) == 0 && model.RetentionDays == 0)
        {
            yes |= CapabilityFlags.ZeroRetention;
        }

        // What a model is for is never in doubt: one that nobody described is taken at the request's word.
        Yes = yes
            | (model.Kind is ModelKind.Unknown or ModelKind.Chat ? MeasureFlags.Chat : 0)
            | (model.Kind is ModelKind.Unknown or ModelKind.Embedding ? MeasureFlags.Embed : 0);
        No = no | (MeasureFlags.Promises & ~yes) | ((MeasureFlags.Chat | MeasureFlags.Embed) & ~Yes);
    }

    /// <summary>The deployment's name.</summary>
    public string Name { get; }

    public ModelInfo Model { get; }

    public CapabilityFlags Yes { get; }

    public CapabilityFlags No { get; }

    /// <summary>Where it is served from; null where that is unknown.</summary>
    public IReadOnlyList<string>? Regions { get; }

    /// <summary>Whether a capability, measured or not, is known to be there.</summary>
    public bool Has(Capability capability) => capability.Kind switch
    {
        CapabilityKind.Flag => (Yes & capability.Flag) != 0,
        CapabilityKind.Context => Model.ContextWindow >= capability.Amount,
        CapabilityKind.Output => Model.MaxOutputTokens >= capability.Amount,
        CapabilityKind.Dimensions => Dimensions(capability.Amount) == CapabilitySupport.Yes,
        _ => LiesIn(capability.Text),
    };

    /// <summary>Those of the regions that are asked for in which it does not lie, as far as is known.</summary>
    public IEnumerable<string> RegionsOutside(string[] asked) => asked.Where(region => !LiesIn(region));

    /// <summary>Adds the measures that the candidate is short of, or of which nothing is known.</summary>
    public void Measure(in RequestNeeds needs, ref CapabilityFlags lacks, ref CapabilityFlags doubts)
    {
        Compare(needs.Asked.Context, Model.ContextWindow, MeasureFlags.Context, ref lacks, ref doubts);
        Compare(needs.Asked.Output, Model.MaxOutputTokens, MeasureFlags.Output, ref lacks, ref doubts);
        CapabilitySupport dimensions = CapabilitySupport.Yes;
        if (needs.Dimensions > 0)
        {
            dimensions = Dimensions(needs.Dimensions);
        }

        foreach (long asked in needs.Asked.Dimensions)
        {
            dimensions = needs.Asked.Dimensions.Length > 1 || (needs.Dimensions > 0 && needs.Dimensions != asked) ? CapabilitySupport.No : Dimensions(asked);
        }

        lacks |= dimensions == CapabilitySupport.No ? MeasureFlags.Dimensions : 0;
        doubts |= dimensions == CapabilitySupport.Unknown ? MeasureFlags.Dimensions : 0;
        foreach (string region in needs.Asked.Regions)
        {
            lacks |= LiesIn(region) ? 0 : MeasureFlags.Region;
        }
    }

    /// <summary>Whether the request fits, as far as can be told: by as few tokens as it may have. What is refused wrongly is not answered; what is sent in vain fails over.</summary>
    public bool HasRoom(in RequestNeeds needs, int leastOutput)
    {
        long input = needs.Input!.Estimate(Model.Tokenizer).Low;
        return !(input > Model.MaxInputTokens) && !(input + Output(needs, leastOutput) > Model.ContextWindow);
    }

    /// <summary>The tokens of output that the request may take of the window: no more than the model puts out.</summary>
    public int Output(in RequestNeeds needs, int leastOutput) =>
        Math.Min(needs.Output > 0 ? needs.Output : (needs.Essential & MeasureFlags.Embed) != 0 ? 0 : leastOutput, Model.MaxOutputTokens ?? int.MaxValue);

    private bool LiesIn(string region) => Regions is not null && RegionNames.AllLieIn(Regions, region);

    private static void Compare(long asked, int? has, CapabilityFlags measure, ref CapabilityFlags lacks, ref CapabilityFlags doubts)
    {
        if (asked > 0)
        {
            lacks |= has < asked ? measure : 0;
            doubts |= has is null ? measure : 0;
        }
    }

    private CapabilitySupport Dimensions(long asked)
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
}
