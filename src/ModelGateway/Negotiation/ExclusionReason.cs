using System.Globalization;
using ModelGateway.Capabilities;
using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>The text that says why a candidate was excluded, e.g. <c>lacks json-schema; context window 16385 &lt; 128000</c>.</summary>
internal sealed class ExclusionReason
{
    private readonly List<string> _parts = [];
    private readonly CandidateProfile _candidate;
    private readonly ModelInfo _model;
    private readonly CandidateMatch _match;
    private readonly RequestNeeds _needs;
    private readonly bool _refusesUnknown;

    public ExclusionReason(CandidateProfile candidate, in CandidateMatch match, in RequestNeeds needs, NegotiationRules rules)
    {
        _candidate = candidate;
        _model = candidate.Model;
        _match = match;
        _needs = needs;
        _refusesUnknown = rules.WhenUnknown == UnmetCapabilityBehavior.Refuse;
        AddKind();
        AddRefusals();
        AddFlags();
        AddMeasure(MeasureFlags.Context, "context window", _model.ContextWindow, needs.Asked.Context);
        AddMeasure(MeasureFlags.Output, "output limit", _model.MaxOutputTokens, needs.Asked.Output);
        AddSize();
        AddDimensions();
        AddRegions();
        AddOptions(rules);
    }

    public override string ToString() => string.Join("; ", _parts);

    private void AddKind()
    {
        if ((_match.Lacks & MeasureFlags.Chat) != 0)
        {
            _parts.Add(_model.Kind == ModelKind.Embedding ? "it is an embedding model" : "it is no model that answers messages");
        }

        if ((_match.Lacks & MeasureFlags.Embed) != 0)
        {
            _parts.Add(_model.Kind == ModelKind.Chat ? "it is a chat model: it has no embeddings" : "it has no embeddings");
        }
    }

    private void AddRefusals()
    {
        if (_candidate.Refusals is not { } rules)
        {
            return;
        }

        RuleVerdict verdict = rules.Judge(_needs.Traits);
        if (verdict.HeldBy is { } held && verdict.Lacks != 0)
        {
            _parts.Add(RuleNotes.Held(held, verdict.HeldFor, _needs.Traits, isRefused: true));
        }

        foreach (string name in rules.FindRefusals(_needs.Traits))
        {
            _parts.Add($"refuses {name}");
        }
    }

    // A promise that the model does not deny is merely not known to be made, though it counts as lacking.
    private void AddFlags()
    {
        CapabilityFlags unpromised = _match.Lacks & MeasureFlags.Promises & ~_model.Capabilities.No;
        Add("lacks ", _match.Lacks & MeasureFlags.Flags & ~unpromised);
        Add("is not known to have ", unpromised | (_refusesUnknown ? _match.Doubts & MeasureFlags.Flags : 0));
    }

    private void AddMeasure(CapabilityFlags measure, string name, int? has, long asked)
    {
        if ((_match.Lacks & measure) != 0)
        {
            _parts.Add(Invariant($"{name} {has} < {asked}"));
        }
        else if ((_match.Doubts & measure) != 0 && _refusesUnknown)
        {
            _parts.Add(Invariant($"{name} unknown, {asked} required"));
        }
    }

    private void AddSize()
    {
        if ((_match.Lacks & MeasureFlags.Size) == 0)
        {
            return;
        }

        TokenEstimate input = _needs.Input!.Estimate(_model.Tokenizer);
        bool exceedsInputLimit = input.Low > _model.MaxInputTokens;
        int output = _candidate.ReservedOutput(_needs, unlimited: 0);
        string size = Invariant($"about {input.Expected:N0} tokens of input")
            + (exceedsInputLimit || _needs.Output == 0 ? "" : Invariant($" and {output:N0} of output"));
        string limit = exceedsInputLimit
            ? Invariant($"its {_model.MaxInputTokens:N0}")
            : Invariant($"its window of {_model.ContextWindow:N0}");
        _parts.Add($"{size} exceed {limit}");
    }

    private void AddDimensions()
    {
        if (((_match.Lacks | (_refusesUnknown ? _match.Doubts : 0)) & MeasureFlags.Dimensions) != 0)
        {
            string asked = string.Join(" and ", _needs.AllDimensions);
            _parts.Add(_model.Dimensions is { } has
                ? Invariant($"vectors of {has} dimensions, not {asked}")
                : $"is not known to have vectors of {asked} dimensions");
        }
    }

    private void AddRegions()
    {
        if ((_match.Lacks & MeasureFlags.Region) != 0)
        {
            string asked = string.Join(" and ", _candidate.RegionsOutside(_needs.Asked.Regions));
            _parts.Add(_candidate.Regions is { Count: > 0 } regions
                ? $"served from {string.Join(", ", regions)}, not only from {asked}"
                : $"its region is unknown, and {asked} is required");
        }
    }

    private void AddOptions(NegotiationRules rules)
    {
        if (rules.WhenOptionMissing == UnmetCapabilityBehavior.Refuse)
        {
            Add("would leave out ", _match.LeavesOut & MeasureFlags.Flags);
            if ((_match.LeavesOut & MeasureFlags.OutputLimit) != 0)
            {
                _parts.Add(Invariant($"output limit {_model.MaxOutputTokens} < {_needs.Output}"));
            }
        }

        if (rules.WhenOptionUnknown == UnmetCapabilityBehavior.Refuse)
        {
            Add("is not known to take ", _match.OptionsInDoubt & MeasureFlags.Flags);
        }
    }

    private void Add(string words, CapabilityFlags flags)
    {
        if (flags != 0)
        {
            _parts.Add(words + CapabilityNames.Join(flags));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
