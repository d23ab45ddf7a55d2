using System.Buffers;

namespace ModelGateway.Negotiation;

/// <summary>
/// Who is in, of all that a route has. Where everybody is, and none before another, there is nothing but their number. The buffer is
/// pooled: whoever takes the candidates gives it back.
/// </summary>
/// <remarks>The buffer holds the indices of those who are in, in configured order, and behind them, for every candidate of the route by its index, how it stands.</remarks>
internal readonly struct Candidates
{
    private const int StandingShift = 8;
    private const int ScoreShift = 10;
    private const int LargestScore = (1 << 21) - 1;

    /// <summary>Everybody, in configured order.</summary>
    public Candidates(int all)
    {
        Count = all;
    }

    public Candidates(int[] buffer, int count, bool areGrouped)
    {
        Buffer = buffer;
        Count = count;
        AreGrouped = areGrouped;
    }

    /// <summary>Null where everybody is in and alike.</summary>
    public int[]? Buffer { get; }

    public int Count { get; }

    /// <summary>Whether some come before others, whatever the policy says.</summary>
    public bool AreGrouped { get; }

    public static int[] Rent(int candidates) => ArrayPool<int>.Shared.Rent(candidates * 2);

    public static void Return(int[] buffer) => ArrayPool<int>.Shared.Return(buffer);

    public static int Pack(CandidateFit standing, Bridges bridges, double score) =>
        (int)bridges | ((int)standing << StandingShift) | ((int)Math.Min(score * 1_000, LargestScore) << ScoreShift);

    public static Bridges Bridges(int packed) => (Bridges)(packed & 0xFF);

    public static CandidateFit Fit(int packed) => (CandidateFit)((packed >> StandingShift) & 3);

    /// <summary>Rises with each group: by whether the model is gone, then by standing, by whether it goes, and by what is preferred.</summary>
    public static int Group(int packed, bool isLast = false, bool isGone = false) =>
        (isGone ? 1 << 24 : 0) | ((int)Fit(packed) << 22) | (isLast ? 1 << 21 : 0) | (LargestScore - (packed >> ScoreShift));
}
