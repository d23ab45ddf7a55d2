using ModelGateway.Capabilities;
using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>
/// What the candidates of a route can, column by column, so that a request is compared with all of them by a few masks. Built once for a
/// route; immutable.
/// </summary>
internal sealed class CapabilityTable
{
    // An answer of fewer tokens is none: that much is reckoned for it where the request sets no limit.
    private const int LeastOutput = 16;

    private static readonly int Out = Candidates.Pack(CandidateFit.Out, 0, 0);

    private readonly NegotiationRules _rules;
    private readonly CandidateProfile[] _rows;
    private readonly CapabilityFlags[] _yes;
    private readonly CapabilityFlags[] _no;
    private readonly int[] _windows;
    private readonly int[] _contexts;
    private readonly int[] _outputs;
    private readonly double[]? _scores;
    private readonly CapabilityFlags _bridgeable;

    // Of all rows together: what any lacks, what all have, and the least of each measure. A request that they suffice looks at no row.
    private readonly CapabilityFlags _anyNo;
    private readonly CapabilityFlags _allYes = (CapabilityFlags)ulong.MaxValue;
    private readonly int _leastWindow = int.MaxValue;
    private readonly int _leastContext = int.MaxValue;
    private readonly int _leastOutput = int.MaxValue;

    public CapabilityTable(NegotiationRules rules, CandidateProfile[] rows)
    {
        _rules = rules;
        _rows = rows;
        _yes = new CapabilityFlags[rows.Length];
        _no = new CapabilityFlags[rows.Length];
        _windows = new int[rows.Length];
        _contexts = new int[rows.Length];
        _outputs = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            CandidateProfile row = rows[i];
            _yes[i] = row.Yes;
            _no[i] = row.No;
            _contexts[i] = row.Model.ContextWindow ?? int.MaxValue;
            _windows[i] = Math.Min(_contexts[i], row.Model.MaxInputTokens ?? int.MaxValue);
            _outputs[i] = row.Model.MaxOutputTokens ?? int.MaxValue;
            _anyNo |= _no[i];
            _allYes &= _yes[i];
            _leastWindow = Math.Min(_leastWindow, _windows[i]);
            _leastContext = Math.Min(_leastContext, _contexts[i]);
            _leastOutput = Math.Min(_leastOutput, _outputs[i]);
        }

        _scores = rules.Prefer.Length == 0 ? null : Array.ConvertAll(rows, row => rules.Prefer.Sum(one => row.Has(one.Capability) ? one.Weight : 0));
        _bridgeable = ((rules.Bridges & (Bridges.SchemaByTool | Bridges.SchemaByPrompt)) != 0 ? CapabilityFlags.JsonSchema : 0)
            | ((rules.Bridges & Bridges.FoldSystemPrompt) != 0 ? CapabilityFlags.SystemPrompt : 0)
            | ((rules.Bridges & Bridges.SerializeToolCalls) != 0 ? CapabilityFlags.ParallelTools : 0);
    }

    public int Count => _rows.Length;

    public NegotiationRules Rules => _rules;

    public CandidateProfile this[int index] => _rows[index];

    /// <summary>Compares every candidate with what is needed. Allocates nothing; the buffer that it may rent is the caller's to give back.</summary>
    public Candidates Negotiate(in RequestNeeds needs)
    {
        CapabilityFlags essential = needs.Essential | needs.Asked.Flags;
        CapabilityFlags optional = needs.Optional & ~essential;
        CapabilityFlags wanted = essential | optional;
        bool mayDoubt = _rules.WhenUnknown == UnmetCapabilityBehavior.Allow;
        CapabilityFlags certain = (mayDoubt ? 0 : essential) | (_rules.WhenOptionUnknown != UnmetCapabilityBehavior.Allow ? optional : 0);
        long window = Window(needs);
        (long context, long output) = (needs.Asked.Context, needs.Asked.Output);

        // Places are rare, and lengths of vectors no request's but an embedding's: each is judged by itself, as are measures in doubt.
        bool judgeAll = needs.Dimensions > 0 || needs.Asked is not { Dimensions.Length: 0, Regions.Length: 0 } || (!mayDoubt && context + output > 0);
        bool isPreferred = _scores is not null || needs.Prefer.Count > 0;
        if (!judgeAll && !isPreferred && (_anyNo & wanted) == 0 && (certain & ~_allYes) == 0
            && window <= _leastWindow && context <= _leastContext && Math.Max(needs.Output, output) <= _leastOutput)
        {
            return new Candidates(_rows.Length);
        }

        CapabilityFlags firm = essential & ~_bridgeable;
        int[] buffer = Candidates.Rent(_rows.Length);
        Span<int> chosen = buffer.AsSpan(0, _rows.Length);
        Span<int> packed = buffer.AsSpan(_rows.Length, _rows.Length);
        ReadOnlySpan<CapabilityFlags> no = _no.AsSpan(0, packed.Length);
        ReadOnlySpan<CapabilityFlags> yes = _yes.AsSpan(0, packed.Length);
        ReadOnlySpan<int> windows = _windows.AsSpan(0, packed.Length);
        ReadOnlySpan<int> contexts = _contexts.AsSpan(0, packed.Length);
        ReadOnlySpan<int> outputs = _outputs.AsSpan(0, packed.Length);
        int count = 0;
        int first = -1;
        bool areGrouped = false;
        for (int i = 0; i < packed.Length; i++)
        {
            if ((no[i] & firm) != 0 || context > contexts[i] || output > outputs[i])
            {
                packed[i] = Out;
                continue;
            }

            int result = 0;
            if (judgeAll || (no[i] & wanted) != 0 || (certain & ~yes[i]) != 0 || window > windows[i] || needs.Output > outputs[i])
            {
                CandidateMatch verdict = Judge(i, needs);
                result = Candidates.Pack(verdict.Standing, verdict.Bridges, 0);
                if (verdict.Standing == CandidateFit.Out)
                {
                    packed[i] = Out;
                    continue;
                }
            }

            result |= isPreferred ? Candidates.Pack(CandidateFit.Fit, 0, Score(i, needs)) : 0;
            packed[i] = result;
            chosen[count++] = i;
            int group = Candidates.Group(result);
            first = first < 0 ? group : first;
            areGrouped |= group != first;
        }

        return new Candidates(buffer, count, areGrouped);
    }

    /// <summary>Compares one candidate with what is needed, and says what it lacks.</summary>
    public CandidateMatch Judge(int index, in RequestNeeds needs)
    {
        CapabilityFlags yes = _yes[index];
        CapabilityFlags no = _no[index];
        CapabilityFlags essential = needs.Essential | needs.Asked.Flags;
        CapabilityFlags optional = needs.Optional & ~essential;
        CapabilityFlags lacks = essential & no;
        CapabilityFlags doubts = essential & ~(yes | no);
        CapabilityFlags leavesOut = optional & no;
        CapabilityFlags optionsInDoubt = optional & ~(yes | no);
        CandidateProfile row = _rows[index];
        row.Measure(needs, ref lacks, ref doubts);
        if (needs.Input is not null && Window(needs) > _windows[index])
        {
            lacks |= row.HasRoom(needs, LeastOutput) ? 0 : MeasureFlags.Size;
        }

        if (needs.Output > _outputs[index])
        {
            leavesOut |= MeasureFlags.OutputLimit;
        }

        Bridges bridges = 0;
        if (_rules.Bridges != 0)
        {
            bridges = Bridge(yes, no, ref lacks, ref doubts, ref leavesOut, ref optionsInDoubt);
        }

        UnmetCapabilityBehavior worst = (UnmetCapabilityBehavior)Math.Max(
            Math.Max((int)(doubts != 0 ? _rules.WhenUnknown : 0), (int)(leavesOut != 0 ? _rules.WhenOptionMissing : 0)),
            (int)(optionsInDoubt != 0 ? _rules.WhenOptionUnknown : 0));
        return new CandidateMatch
        {
            Standing = lacks != 0 || worst == UnmetCapabilityBehavior.Refuse ? CandidateFit.Out
                : worst == UnmetCapabilityBehavior.LastResort ? CandidateFit.LastResort
                : bridges != 0 ? CandidateFit.Bridged
                : CandidateFit.Fit,
            Bridges = bridges,
            Lacks = lacks,
            Doubts = doubts,
            LeavesOut = leavesOut,
            OptionsInDoubt = optionsInDoubt,
        };
    }

    /// <summary>The sizes of the input that decide, by family of tokenizers; null where it is short enough for everybody.</summary>
    public KnownSizes? Sizes(in RequestNeeds needs)
    {
        Dictionary<string, TokenEstimate>? sizes = null;
        long window = Window(needs);
        for (int i = 0; i < _rows.Length && needs.Input is not null; i++)
        {
            if (window > _windows[i])
            {
                sizes ??= new Dictionary<string, TokenEstimate>(StringComparer.OrdinalIgnoreCase);
                sizes.TryAdd(_rows[i].Model.Tokenizer ?? "", needs.Input.Estimate(_rows[i].Model.Tokenizer));
            }
        }

        return sizes is null ? null : new KnownSizes(sizes);
    }

    /// <summary>What a candidate is worth by what is preferred and it is known to have.</summary>
    public double Score(int index, in RequestNeeds needs)
    {
        double score = _scores is null ? 0 : _scores[index];
        CandidateProfile row = _rows[index];
        for (int i = 0; i < needs.Prefer.Count; i++)
        {
            score += row.Has(needs.Prefer[i].Capability) ? needs.Prefer[i].Weight : 0;
        }

        return score;
    }

    private static long Window(in RequestNeeds needs) => needs.InputAtMost + (needs.Output > 0 ? needs.Output : LeastOutput);

    // What is merely in doubt is bridged only where the route does not take the doubt as it is.
    private Bridges Bridge(
        CapabilityFlags yes,
        CapabilityFlags no,
        ref CapabilityFlags lacks,
        ref CapabilityFlags doubts,
        ref CapabilityFlags leavesOut,
        ref CapabilityFlags optionsInDoubt)
    {
        Bridges bridges = 0;
        bool doubtCounts = _rules.WhenUnknown != UnmetCapabilityBehavior.Allow;
        CapabilityFlags open = lacks | (doubtCounts ? doubts : 0);
        if ((open & CapabilityFlags.JsonSchema) != 0)
        {
            const CapabilityFlags Calls = CapabilityFlags.Tools | CapabilityFlags.ForcedTools;
            bool calls = (no & Calls) == 0 && (!doubtCounts || (yes & Calls) == Calls);
            bridges |= _rules.Bridges & (calls && (_rules.Bridges & Bridges.SchemaByTool) != 0 ? Bridges.SchemaByTool : Bridges.SchemaByPrompt);
        }

        if ((open & CapabilityFlags.SystemPrompt) != 0)
        {
            bridges |= _rules.Bridges & Bridges.FoldSystemPrompt;
        }

        CapabilityFlags openOptions = leavesOut | (_rules.WhenOptionUnknown != UnmetCapabilityBehavior.Allow ? optionsInDoubt : 0);
        if (((open | openOptions) & CapabilityFlags.ParallelTools) != 0)
        {
            bridges |= _rules.Bridges & Bridges.SerializeToolCalls;
        }

        CapabilityFlags bridged =
            ((bridges & (Bridges.SchemaByTool | Bridges.SchemaByPrompt)) != 0 ? CapabilityFlags.JsonSchema : 0)
            | ((bridges & Bridges.FoldSystemPrompt) != 0 ? CapabilityFlags.SystemPrompt : 0)
            | ((bridges & Bridges.SerializeToolCalls) != 0 ? CapabilityFlags.ParallelTools : 0);
        lacks &= ~bridged;
        doubts &= ~bridged;
        leavesOut &= ~bridged;
        optionsInDoubt &= ~bridged;
        return bridges;
    }
}
