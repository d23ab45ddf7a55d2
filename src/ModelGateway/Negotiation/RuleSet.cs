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
    private readonly CapabilityFlags _refused;

    private RuleSet(CompiledRule[] rules, in ApiReach reach, CapabilityFlags refused)
    {
        _reach = reach;
        _refused = refused;
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
    /// <param name="refused">What the model never takes.</param>
    public static RuleSet? From(IReadOnlyList<ModelRule> rules, ApiReach reach, CapabilityFlags refused = 0)
    {
        CompiledRule[] compiled =
        [
            .. rules.Select(static rule => new CompiledRule(rule))
                .Where(rule => rule.IsOfUse && (rule.IsFor(reach.Api) || (reach.MayMove && rule.IsFor(ProviderApi.Responses)))),
        ];
        return compiled.Length == 0 ? null : new RuleSet(compiled, reach, refused);
    }

    /// <summary>Compares a request with the rules.</summary>
    public RuleVerdict Judge(in RequestTraits request)
    {
        Judgement judgement = new(this, request);
        for (int i = 0; i < _needs.Length; i++)
        {
            judgement.TakeNeed(_needs[i]);
        }

        for (int i = 0; i < _others.Length; i++)
        {
            judgement.Take(_others[i]);
        }

        return judgement.Verdict;
    }

    /// <summary>The names of the rules by which the model lacks something that a request uses.</summary>
    public IEnumerable<string> FindRefusals(RequestTraits request)
    {
        RuleVerdict verdict = Judge(request);
        return _others.Where(rule => (rule.Lacks & request.Uses) != 0 && rule.Applies(verdict.Api, request.Uses, verdict.Effort))
            .Select(static rule => rule.Name);
    }

    // A request without conditions has no other way. Any other stays where it has options that would be lost, or has begun.
    private bool MayMove(CompiledRule rule, string? chatOption, LoopOrigin loop) =>
        _reach.MayMove && rule.Needs == ProviderApi.Responses
        && (rule.IsUnconditional
            || (chatOption is null && !(loop == LoopOrigin.Other && rule.Otherwise != EffortWord.Unset)));

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

    /// <summary>One request on its way through the rules: where it goes comes first, then what it must go without there.</summary>
    private ref struct Judgement
    {
        private readonly RuleSet _rules;
        private readonly ref readonly RequestTraits _request;
        private readonly bool _continues;
        private string? _chatOption;
        private ProviderApi _api;
        private EffortWord _effort;
        private bool _decides;
        private CapabilityFlags _uses;
        private CapabilityFlags _lacks;
        private CapabilityFlags _leavesOut;
        private CompiledRule? _moved;
        private CompiledRule? _held;

        public Judgement(RuleSet rules, in RequestTraits request)
        {
            _rules = rules;
            _request = ref request;
            _continues = rules._reach.MayMove && request.Loop == LoopOrigin.Responses && (rules.Moves & request.Uses) != 0;
            _api = _continues ? ProviderApi.Responses : rules._reach.Api;
            _effort = rules.FindEffort(_api, request, out _decides);
            _uses = request.Uses;
        }

        public readonly RuleVerdict Verdict => new()
        {
            Api = _api,
            Effort = ((_lacks & CapabilityFlags.Reasoning) | (_leavesOut & RuleFlags.Effort)) != 0 ? EffortWord.Unset : _effort,
            DecidesEffort = _decides,
            Lacks = _lacks,
            LeavesOut = _leavesOut,
            MovedBy = _moved,
            HeldBy = _moved is null ? _held : null,
            HeldFor = _chatOption,
            ContinuesLoop = _continues,
        };

        public void TakeNeed(CompiledRule rule)
        {
            if (rule.Needs == _api || !rule.Applies(_api, _uses, _effort))
            {
                return;
            }

            _chatOption ??= _request.FindChatOption(_rules._refused);
            if (_rules.MayMove(rule, _chatOption, _request.Loop))
            {
                _api = rule.Needs;
                _moved = rule;
                _effort = _rules.FindEffort(_api, _request, out _decides);
                return;
            }

            _held = rule;
            if (rule.Otherwise != EffortWord.Unset && !_request.HasOwnEffort)
            {
                _effort = rule.Otherwise;
                _decides = true;
                _uses &= _effort == EffortWord.None ? ~CapabilityFlags.Reasoning : _uses;
            }
            else if (!_rules._reach.IsOwnAddress && rule.Otherwise == EffortWord.Unset)
            {
                _lacks |= rule.IsUnconditional ? MeasureFlags.Interface : rule.Uses & MeasureFlags.Flags;
            }
        }

        public void Take(CompiledRule rule)
        {
            if (rule.Applies(_api, _uses, _effort))
            {
                _lacks |= rule.Lacks;
                _leavesOut |= rule.LeavesOut;
            }
        }
    }
}
