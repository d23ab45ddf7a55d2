using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Providers;

namespace ModelGateway.Negotiation;

/// <summary>
/// The rules of a deployment's model. Negotiation, the request that is sent and explanations all ask <see cref="Judge"/>, so that they
/// agree. Immutable; allocates nothing.
/// </summary>
internal sealed class RuleSet
{
    private readonly CompiledRule[] _needs;
    private readonly CompiledRule[] _others;
    private readonly ApiReach _reach;

    private RuleSet(CompiledRule[] rules, in ApiReach reach)
    {
        _reach = reach;
        _needs = Array.FindAll(rules, static rule => rule.Needs != ProviderApi.Auto);
        _others = Array.FindAll(rules, static rule => rule.Needs == ProviderApi.Auto);
        foreach (CompiledRule rule in rules)
        {
            Triggers |= rule.Triggers;
        }

        foreach (CompiledRule rule in _needs)
        {
            IsMovedAlways |= _reach.MayMove && rule.IsUnconditional && rule.Needs == ProviderApi.Responses;
            Moves |= _reach.MayMove && rule.Needs == ProviderApi.Responses ? rule.Uses & MeasureFlags.Flags : 0;
        }
    }

    /// <summary>The flags of which a request has at least one where a rule can matter to negotiation.</summary>
    public CapabilityFlags Triggers { get; }

    /// <summary>Whether every request goes to Responses, because Chat Completions does not serve the model.</summary>
    public bool IsMovedAlways { get; }

    /// <summary>What requests move to Responses for.</summary>
    public CapabilityFlags Moves { get; }

    /// <summary>Compiles the rules of a model; null where none of them can hold.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="reach">The interfaces of the model's client.</param>
    public static RuleSet? From(IReadOnlyList<ModelRule> rules, ApiReach reach)
    {
        CompiledRule[] compiled =
        [
            .. rules.Select(static rule => new CompiledRule(rule))
                .Where(rule => rule.IsOfUse && (rule.IsFor(reach.Api) || (reach.MayMove && rule.IsFor(ProviderApi.Responses)))),
        ];
        return compiled.Length == 0 ? null : new RuleSet(compiled, reach);
    }

    /// <summary>Compares a request with the rules.</summary>
    public RuleVerdict Judge(in RequestTraits request)
    {
        bool continues = _reach.MayMove && request.Loop == LoopOrigin.Responses && (Moves & request.Uses) != 0;
        ProviderApi api = continues ? ProviderApi.Responses : _reach.Api;
        EffortWord effort = FindEffort(api, request, out bool decides);
        CapabilityFlags uses = request.Uses;
        CapabilityFlags lacks = 0;
        CompiledRule? moved = null;
        CompiledRule? held = null;
        for (int i = 0; i < _needs.Length; i++)
        {
            CompiledRule rule = _needs[i];
            if (rule.Needs == api || !rule.Applies(api, uses, effort))
            {
                continue;
            }

            if (MayMove(rule, request))
            {
                api = rule.Needs;
                moved = rule;
                effort = FindEffort(api, request, out decides);
                continue;
            }

            held = rule;
            if (rule.Otherwise != EffortWord.Unset && !request.HasOwnEffort)
            {
                effort = rule.Otherwise;
                decides = true;
                uses &= effort == EffortWord.None ? ~CapabilityFlags.Reasoning : uses;
            }
            else if (!_reach.IsOwnAddress && rule.Otherwise == EffortWord.Unset)
            {
                lacks |= rule.IsUnconditional ? MeasureFlags.Interface : rule.Uses & MeasureFlags.Flags;
            }
        }

        CapabilityFlags leavesOut = 0;
        for (int i = 0; i < _others.Length; i++)
        {
            CompiledRule rule = _others[i];
            if (rule.Applies(api, uses, effort))
            {
                lacks |= rule.Lacks;
                leavesOut |= rule.LeavesOut;
            }
        }

        return new RuleVerdict
        {
            Api = api,
            Effort = ((lacks & CapabilityFlags.Reasoning) | (leavesOut & RuleFlags.Effort)) != 0 ? EffortWord.Unset : effort,
            DecidesEffort = decides,
            Lacks = lacks,
            LeavesOut = leavesOut,
            MovedBy = moved,
            HeldBy = moved is null ? held : null,
            ContinuesLoop = continues,
        };
    }

    /// <summary>The names of the rules by which the model lacks something that a request uses.</summary>
    public IEnumerable<string> FindRefusals(RequestTraits request)
    {
        RuleVerdict verdict = Judge(request);
        return _others.Where(rule => (rule.Lacks & request.Uses) != 0 && rule.Applies(verdict.Api, request.Uses, verdict.Effort))
            .Select(static rule => rule.Name);
    }

    // A request without conditions has no other way. Any other stays where it has options that would be lost, or has begun.
    private bool MayMove(CompiledRule rule, in RequestTraits request) =>
        _reach.MayMove && rule.Needs == ProviderApi.Responses
        && (rule.IsUnconditional
            || (request.ChatOption is null && !(request.Loop == LoopOrigin.Other && rule.Otherwise != EffortWord.Unset)));

    // Of several rules that say which efforts the model takes, the last counts: the application's own come last.
    private EffortWord FindEffort(ProviderApi api, in RequestTraits request, out bool decides)
    {
        decides = false;
        for (int i = _others.Length - 1; i >= 0 && request.Effort != EffortWord.Unset && !request.HasOwnEffort; i--)
        {
            if (_others[i].TakesEfforts != 0 && _others[i].Applies(api, request.Uses, request.Effort))
            {
                decides = true;
                return EffortWords.Nearest(_others[i].TakesEfforts, request.Effort);
            }
        }

        return request.Effort;
    }
}
