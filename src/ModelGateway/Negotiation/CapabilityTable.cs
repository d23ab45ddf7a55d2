using System.Runtime.CompilerServices;
using ModelGateway.Capabilities;
using ModelGateway.Tokens;

namespace ModelGateway.Negotiation;

/// <summary>What the candidates of a route can do, in columns. Built once for a route; immutable.</summary>
/// <remarks>
/// <para>Capabilities are bits of one number, so that a row is compared with a request by a few masks. Aggregates over all rows (the flags
/// that every row has or any row lacks, the smallest limits) answer most requests without looking at a single row.</para>
/// <para>If they do not, <see cref="Negotiate"/> goes over the rows. A row that clearly fits or clearly fails is decided by its columns;
/// every other row takes the slow path, <see cref="Judge"/>.</para>
/// </remarks>
internal sealed class CapabilityTable
{
    private static readonly int Out = Candidates.Pack(CandidateFit.Out, 0, 0);

    private readonly NegotiationRules _rules;
    private readonly CandidateProfile[] _rows;

    // The columns. An unknown limit is int.MaxValue: it excludes no request.
    private readonly CapabilityFlags[] _yes;
    private readonly CapabilityFlags[] _no;
    private readonly int[] _windows;
    private readonly int[] _contexts;
    private readonly int[] _outputs;

    // What a row lacks, and the flags by which its model's rules may matter: a request that wants any of these is judged in full.
    private readonly CapabilityFlags[] _suspect;

    // What each row scores by the route's own preferences, packed as in Candidates.
    private readonly int[] _preferred;
    private readonly CapabilityFlags _bridgeable;

    // Aggregates over all rows.
    private readonly CapabilityFlags _anyNo;
    private readonly CapabilityFlags _anyTrigger;
    private readonly CapabilityFlags _allYes = (CapabilityFlags)ulong.MaxValue;
    private readonly int _leastWindow = int.MaxValue;
    private readonly int _leastContext = int.MaxValue;
    private readonly int _leastOutput = int.MaxValue;

    public CapabilityTable(NegotiationRules rules, CandidateProfile[] rows)
    {
        _rules = rules;
        _rows = rows;
        _yes = Array.ConvertAll(rows, static row => row.Yes);
        _no = Array.ConvertAll(rows, static row => row.No);
        _windows = Array.ConvertAll(rows, static row => row.Window);
        _contexts = Array.ConvertAll(rows, static row => row.Model.ContextWindow ?? int.MaxValue);
        _outputs = Array.ConvertAll(rows, static row => row.Model.MaxOutputTokens ?? int.MaxValue);
        for (int i = 0; i < rows.Length; i++)
        {
            _anyNo |= _no[i];
            _anyTrigger |= rows[i].Refusals?.Triggers ?? 0;
            _allYes &= _yes[i];
            _leastWindow = Math.Min(_leastWindow, _windows[i]);
            _leastContext = Math.Min(_leastContext, _contexts[i]);
            _leastOutput = Math.Min(_leastOutput, _outputs[i]);
        }

        _preferred = Array.ConvertAll(rows, row => Candidates.Pack(CandidateFit.Fit, 0, Score(row, rules.Prefer)));
        _suspect = Array.ConvertAll(rows, static row => row.No | (row.Refusals?.Triggers ?? 0));
        _bridgeable = NegotiationRules.Bridged(rules.Bridges);
    }

    /// <summary>How many candidates the route has.</summary>
    public int Count => _rows.Length;

    public NegotiationRules Rules => _rules;

    /// <summary>
    /// The flags of which a request has at least one where what some model refuses in combination may matter to it. Such requests need
    /// <see cref="RequestNeeds.Traits"/>.
    /// </summary>
    public CapabilityFlags Triggers => _anyTrigger;

    public CandidateProfile this[int index] => _rows[index];

    /// <summary>
    /// Finds the candidates that fit a request. Allocates nothing; the caller returns the buffer that may have been rented.
    /// </summary>
    public Candidates Negotiate(in RequestNeeds needs)
    {
        // The flags that the request needs, those that it would use if they are there, and those that must not be unknown.
        CapabilityFlags essential = needs.Essential | needs.Asked.Flags;
        CapabilityFlags optional = needs.Optional & ~essential;
        CapabilityFlags wanted = essential | optional;
        bool mayDoubt = _rules.WhenUnknown == UnmetCapabilityBehavior.Allow;
        CapabilityFlags certain = (mayDoubt ? 0 : essential)
            | (_rules.WhenOptionUnknown != UnmetCapabilityBehavior.Allow ? optional : 0);
        (long context, long output) = (needs.Asked.Context, needs.Asked.Output);

        // Regions and dimensions are rarely required and have no column. Unknown sizes pass the columns, though the route may refuse them.
        bool judgeAll = needs.Dimensions > 0 || needs.Asked is not { Dimensions.Length: 0, Regions.Length: 0 }
            || (!mayDoubt && context + output > 0);
        bool fitsEveryRow = !judgeAll && _rules.Prefer.Length == 0 && needs.Prefer.Count == 0
            && ((_anyNo | _anyTrigger) & wanted) == 0 && (certain & ~_allYes) == 0
            && needs.WindowAtMost <= _leastWindow && context <= _leastContext && Math.Max(needs.Output, output) <= _leastOutput;
        return fitsEveryRow ? new Candidates(_rows.Length) : NegotiateByRow(needs, wanted, essential & ~_bridgeable, certain, judgeAll);
    }

    /// <summary>Compares one candidate with a request in full, and says what it lacks.</summary>
    public CandidateMatch Judge(int index, in RequestNeeds needs) => CandidateJudge.Judge(_rows[index], _rules, needs);

    /// <summary>
    /// The sizes of the input that decide whether a candidate fits, by tokenizer family; null where the input is short enough for all
    /// candidates.
    /// </summary>
    public KnownSizes? Sizes(in RequestNeeds needs)
    {
        Dictionary<string, TokenEstimate>? sizes = null;
        long window = needs.WindowAtMost;
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

    /// <summary>
    /// The sum of the weights of the preferences, the route's and the request's, that a candidate is known to meet; in thousandths.
    /// </summary>
    public int Score(int index, in RequestNeeds needs) => Score(_rows[index], _rules.Prefer) + Score(_rows[index], needs.Prefer);

    private static int Score(CandidateProfile row, IReadOnlyList<CapabilityPreference> preferences)
    {
        int score = 0;
        for (int i = 0; i < preferences.Count; i++)
        {
            score += row.Has(preferences[i].Capability) ? preferences[i].Thousandths : 0;
        }

        return score;
    }

    // The columns are spans of one length, so that the loop checks no bounds. Firm are the flags that no bridge of the route replaces.
    private Candidates NegotiateByRow(
        in RequestNeeds needs, CapabilityFlags wanted, CapabilityFlags firm, CapabilityFlags certain, bool judgeAll)
    {
        int[] buffer = Candidates.Rent(_rows.Length);
        Span<int> chosen = buffer.AsSpan(0, _rows.Length);
        Span<int> packed = buffer.AsSpan(_rows.Length, _rows.Length);
        ReadOnlySpan<CapabilityFlags> no = _no.AsSpan(0, packed.Length);
        ReadOnlySpan<CapabilityFlags> suspect = _suspect.AsSpan(0, packed.Length);
        ReadOnlySpan<CapabilityFlags> yes = _yes.AsSpan(0, packed.Length);
        ReadOnlySpan<int> windows = _windows.AsSpan(0, packed.Length);
        ReadOnlySpan<int> contexts = _contexts.AsSpan(0, packed.Length);
        ReadOnlySpan<int> outputs = _outputs.AsSpan(0, packed.Length);
        (long window, long context, long output, int limit) =
            (needs.WindowAtMost, needs.Asked.Context, needs.Asked.Output, needs.Output);
        ReadOnlySpan<int> preferred = _preferred.AsSpan(0, packed.Length);
        bool prefersItself = needs.Prefer.Count > 0;
        int count = 0;
        int first = 0;
        bool areGrouped = false;
        for (int i = 0; i < packed.Length; i++)
        {
            bool fails = (no[i] & firm) != 0 || context > contexts[i] || output > outputs[i];
            int fit = fails ? Out
                : judgeAll || (suspect[i] & wanted) != 0 || (certain & ~yes[i]) != 0
                    || window > windows[i] || limit > outputs[i]
                ? JudgeAndPack(i, needs)
                : 0;
            if (fit == Out)
            {
                packed[i] = Out;
                continue;
            }

            fit |= prefersItself ? PackScore(i, needs) : preferred[i];
            packed[i] = fit;
            first = count == 0 ? fit : first;
            areGrouped |= !Candidates.AreAlike(fit, first);
            chosen[count++] = i;
        }

        return new Candidates(buffer, count, areGrouped);
    }

    // Not inlined: the frame of the loop that calls it would have to be cleared for what only this slow path needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int JudgeAndPack(int index, in RequestNeeds needs)
    {
        CandidateMatch match = Judge(index, needs);
        return match.Fit == CandidateFit.Out ? Out : Candidates.Pack(match.Fit, match.Bridges, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int PackScore(int index, in RequestNeeds needs) => Candidates.Pack(CandidateFit.Fit, 0, Score(index, needs));
}
