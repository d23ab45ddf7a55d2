using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Negotiation;

/// <summary>
/// Compares one candidate with everything that a request needs, and decides by the route's rules. This is the slow path of
/// <see cref="CapabilityTable.Negotiate"/>; it also explains a decision afterwards.
/// </summary>
internal ref struct CandidateJudge
{
    private readonly CandidateProfile _candidate;
    private readonly NegotiationRules _rules;
    private readonly ref readonly RequestNeeds _needs;
    private CapabilityFlags _lacks;
    private CapabilityFlags _doubts;
    private CapabilityFlags _leavesOut;
    private CapabilityFlags _optionsInDoubt;

    private CandidateJudge(CandidateProfile candidate, NegotiationRules rules, in RequestNeeds needs)
    {
        _candidate = candidate;
        _rules = rules;
        _needs = ref needs;
    }

    public static CandidateMatch Judge(CandidateProfile candidate, NegotiationRules rules, in RequestNeeds needs)
    {
        CandidateJudge judge = new(candidate, rules, needs);
        judge.CompareFlags();
        judge.CompareMeasures();
        judge.CompareDimensions();
        judge.CompareSize();
        Bridges bridges = rules.Bridges == 0 ? 0 : judge.Bridge();
        return judge.Decide(bridges);
    }

    private void CompareFlags()
    {
        CapabilityFlags no = _candidate.No;
        CapabilityFlags known = _candidate.Yes | no;
        CapabilityFlags essential = _needs.Essential | _needs.Asked.Flags;
        CapabilityFlags optional = _needs.Optional & ~essential;
        CapabilityFlags refused = 0;
        if (_candidate.Refusals is { } rules)
        {
            RuleVerdict verdict = rules.Judge(_needs.Traits);
            no |= verdict.Lacks;
            known |= verdict.Lacks;
            refused = RuleFlags.ToCapabilities(verdict.LeavesOut & _needs.Traits.Uses) | EffortLost(verdict);
            _lacks = verdict.Lacks & MeasureFlags.Interface;
        }

        _lacks |= essential & no;
        _doubts = essential & ~known;
        _leavesOut = optional & (no | refused);
        _optionsInDoubt = optional & ~known;
    }

    // Where a request that asks for reasoning must go without, so that the model takes it at all.
    private readonly CapabilityFlags EffortLost(in RuleVerdict verdict) =>
        verdict.HeldBy is not null && verdict.Effort == EffortWord.None && _needs.Traits.Effort > EffortWord.None
            ? CapabilityFlags.Reasoning : 0;

    private void CompareMeasures()
    {
        Compare(_needs.Asked.Context, _candidate.Model.ContextWindow, MeasureFlags.Context);
        Compare(_needs.Asked.Output, _candidate.Model.MaxOutputTokens, MeasureFlags.Output);
        foreach (string region in _needs.Asked.Regions)
        {
            _lacks |= _candidate.LiesIn(region) ? 0 : MeasureFlags.Region;
        }
    }

    private void Compare(long asked, int? has, CapabilityFlags measure)
    {
        if (asked > 0)
        {
            _lacks |= has < asked ? measure : 0;
            _doubts |= has is null ? measure : 0;
        }
    }

    // Vectors have one length only: a request that asks for two different ones fits no candidate.
    private void CompareDimensions()
    {
        long[] named = _needs.Asked.Dimensions;
        long asked = _needs.Dimensions > 0 ? _needs.Dimensions : named.Length > 0 ? named[0] : 0;
        if (asked > 0)
        {
            bool isContradiction = named.Length > 1 || (named.Length == 1 && named[0] != asked);
            CapabilitySupport support = isContradiction ? CapabilitySupport.No : _candidate.SupportsDimensions(asked);
            _lacks |= support == CapabilitySupport.No ? MeasureFlags.Dimensions : 0;
            _doubts |= support == CapabilitySupport.Unknown ? MeasureFlags.Dimensions : 0;
        }
    }

    private void CompareSize()
    {
        if (_needs.Input is not null && _needs.WindowAtMost > _candidate.Window)
        {
            _lacks |= _candidate.HasRoom(_needs) ? 0 : MeasureFlags.Size;
        }

        _leavesOut |= _needs.Output > (_candidate.Model.MaxOutputTokens ?? int.MaxValue) ? MeasureFlags.OutputLimit : 0;
    }

    // A need that is only in doubt is bridged where the route would not accept the doubt; otherwise the candidate is tried as it is.
    private Bridges Bridge()
    {
        CapabilityFlags open = _lacks | (_rules.WhenUnknown != UnmetCapabilityBehavior.Allow ? _doubts : 0);
        CapabilityFlags openOptions = _leavesOut | (_rules.WhenOptionUnknown != UnmetCapabilityBehavior.Allow ? _optionsInDoubt : 0);
        Bridges wanted = ((open & CapabilityFlags.JsonSchema) != 0 ? SchemaBridge() : 0)
            | ((open & CapabilityFlags.SystemPrompt) != 0 ? Bridges.FoldSystemPrompt : 0)
            | (((open | openOptions) & CapabilityFlags.ParallelTools) != 0 ? Bridges.SerializeToolCalls : 0);
        Bridges bridges = _rules.Bridges & wanted;
        CapabilityFlags bridged = NegotiationRules.Bridged(bridges);
        _lacks &= ~bridged;
        _doubts &= ~bridged;
        _leavesOut &= ~bridged;
        _optionsInDoubt &= ~bridged;
        return bridges;
    }

    // A forced function call is the better way to an answer by schema, if the candidate can do it.
    private readonly Bridges SchemaBridge()
    {
        const CapabilityFlags Calls = CapabilityFlags.Tools | CapabilityFlags.ForcedTools;
        bool canCall = (_candidate.No & Calls) == 0
            && (_rules.WhenUnknown == UnmetCapabilityBehavior.Allow || (_candidate.Yes & Calls) == Calls);
        return canCall && (_rules.Bridges & Bridges.SchemaByTool) != 0 ? Bridges.SchemaByTool : Bridges.SchemaByPrompt;
    }

    private readonly CandidateMatch Decide(Bridges bridges)
    {
        UnmetCapabilityBehavior doubts = _doubts != 0 ? _rules.WhenUnknown : UnmetCapabilityBehavior.Allow;
        UnmetCapabilityBehavior leavesOut = _leavesOut != 0 ? _rules.WhenOptionMissing : UnmetCapabilityBehavior.Allow;
        UnmetCapabilityBehavior options = _optionsInDoubt != 0 ? _rules.WhenOptionUnknown : UnmetCapabilityBehavior.Allow;
        UnmetCapabilityBehavior strictest = (UnmetCapabilityBehavior)Math.Max(Math.Max((int)doubts, (int)leavesOut), (int)options);
        return new CandidateMatch
        {
            Fit = _lacks != 0 || strictest == UnmetCapabilityBehavior.Refuse ? CandidateFit.Out
                : strictest == UnmetCapabilityBehavior.LastResort ? CandidateFit.LastResort
                : bridges != 0 ? CandidateFit.Bridged
                : CandidateFit.Fit,
            Bridges = bridges,
            Lacks = _lacks,
            Doubts = _doubts,
            LeavesOut = _leavesOut,
            OptionsInDoubt = _optionsInDoubt,
        };
    }
}
