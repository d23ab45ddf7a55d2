using System.Buffers;

namespace ModelGateway.Negotiation;

/// <summary>
/// The candidates of a route that fit a request. Where all of them fit equally well, only their number is kept. Otherwise they are in a
/// pooled buffer, which the receiver must return.
/// </summary>
/// <remarks>
/// <para>For a route of n candidates the buffer holds 2n numbers. The first <see cref="Count"/> are the indices of the candidates that fit,
/// in configured order. The number at n + i says how candidate i fits, packed into one number.</para>
/// <para>Packed, from the lowest bit: 8 bits of <see cref="ModelGateway.Bridges"/>, 2 bits of <see cref="CandidateFit"/>, and the
/// preference score in thousandths.</para>
/// </remarks>
internal readonly struct Candidates
{
    private const int FitShift = 8;
    private const int ScoreShift = 10;
    private const int LargestScore = (1 << 21) - 1;

    /// <summary>All candidates of the route, in configured order.</summary>
    /// <param name="count">How many the route has.</param>
    public Candidates(int count)
    {
        Count = count;
    }

    /// <summary>Some candidates of the route, or candidates that do not fit equally well.</summary>
    /// <param name="buffer">The indices and packed fits, see the remarks.</param>
    /// <param name="count">How many fit.</param>
    /// <param name="areGrouped">See <see cref="AreGrouped"/>.</param>
    public Candidates(int[] buffer, int count, bool areGrouped)
    {
        Buffer = buffer;
        Count = count;
        AreGrouped = areGrouped;
    }

    /// <summary>The indices and packed fits; null where all candidates fit equally well.</summary>
    public int[]? Buffer { get; }

    /// <summary>How many candidates fit.</summary>
    public int Count { get; }

    /// <summary>Whether some candidates fit better than others, and so are tried before them regardless of the routing policy.</summary>
    public bool AreGrouped { get; }

    /// <summary>Rents the buffer for a route.</summary>
    public static int[] Rent(int candidates) => ArrayPool<int>.Shared.Rent(candidates * 2);

    public static void Return(int[] buffer) => ArrayPool<int>.Shared.Return(buffer);

    public static int Pack(CandidateFit fit, Bridges bridges, int score) =>
        (int)bridges | ((int)fit << FitShift) | (Math.Min(score, LargestScore) << ScoreShift);

    public static Bridges Bridges(int packed) => (Bridges)(packed & 0xFF);

    public static CandidateFit Fit(int packed) => (CandidateFit)((packed >> FitShift) & 3);

    /// <summary>Whether two candidates fit equally well; the bridges that they need do not count.</summary>
    public static bool AreAlike(int packed, int other) => ((packed ^ other) >> FitShift) == 0;

    /// <summary>
    /// The group of a candidate: lower groups are tried first. From the most significant criterion to the least: its model is retired, its
    /// fit, its model is about to be retired, its preference score.
    /// </summary>
    /// <param name="packed">How it fits.</param>
    /// <param name="isLast">Whether its model is about to be retired.</param>
    /// <param name="isGone">Whether its model is retired.</param>
    public static int Group(int packed, bool isLast = false, bool isGone = false) =>
        (isGone ? 1 << 24 : 0) | ((int)Fit(packed) << 22) | (isLast ? 1 << 21 : 0) | (LargestScore - (packed >> ScoreShift));
}
