using System.Globalization;

namespace ModelGateway.Tests.Tokens;

/// <summary>The errors of a family's estimates for one kind of text.</summary>
internal sealed class TokenErrors
{
    private readonly double[] _errors;

    public TokenErrors(string family, string slice, IEnumerable<TokenSample> samples)
    {
        Family = family;
        Slice = slice;
        TokenSample[] all = [.. samples];
        _errors = [.. all.Select(sample => (sample.Estimate.Expected - sample.Exact) / (double)sample.Exact).Order()];
        TooHigh = all.Count(sample => sample.Estimate.Low > sample.Exact);
        TooLow = all.Count(sample => sample.Estimate.High < sample.Exact);
        Low = all.Average(sample => sample.Estimate.Low / (double)sample.Exact);
        High = all.Average(sample => sample.Estimate.High / (double)sample.Exact);
    }

    public string Family { get; }

    public string Slice { get; }

    public int Samples => _errors.Length;

    public double Mean => _errors.Average(Math.Abs);

    public int TooHigh { get; }

    public int TooLow { get; }

    private double Low { get; }

    private double High { get; }

    public static string Table(IEnumerable<TokenErrors> rows)
    {
        List<TokenErrors> all = [.. rows];
        return "| family | of | samples | mean error | bias | 95th percentile | worst below | worst above | lower bound | upper bound | too high | too low |\n"
            + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
            + string.Concat(all.OrderBy(row => row.Family, StringComparer.Ordinal).ThenBy(row => row.Slice, StringComparer.Ordinal));
    }

    public override string ToString()
    {
        double[] sizes = [.. _errors.Select(Math.Abs).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Family} | {Slice} | {Samples} | {Percent(Mean)} | {Percent(_errors.Average())} | {Percent(sizes[(int)Math.Ceiling(0.95 * (sizes.Length - 1))])} | {Percent(_errors[0])} | {Percent(_errors[^1])} | × {Low:F2} | × {High:F2} | {TooHigh} | {TooLow} |\n");
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
