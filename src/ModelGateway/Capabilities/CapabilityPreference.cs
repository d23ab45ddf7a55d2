using System.Globalization;

namespace ModelGateway;

/// <summary>
/// A capability that is preferred but not required. Configuration writes it as HTTP's <c>Accept</c> header does: <c>reasoning;q=0.8</c>.
/// </summary>
public readonly record struct CapabilityPreference
{
    private const double Thousand = 1_000;

    /// <summary>Initializes a preference.</summary>
    /// <param name="capability">The preferred capability.</param>
    /// <param name="weight">
    /// The weight, above 0 and at most 1, rounded to three decimals as HTTP's weights are. Deployments with a larger sum of weights are
    /// tried first; sums are exact.
    /// </param>
    public CapabilityPreference(Capability capability, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1);
        Capability = capability;
        Thousandths = Math.Max(1, (int)Math.Round(weight * Thousand));
    }

    /// <summary>The preferred capability.</summary>
    public Capability Capability { get; }

    /// <summary>The weight, above 0 and at most 1, with at most three decimals.</summary>
    public double Weight => Thousandths / Thousand;

    /// <summary>The weight in thousandths, which add up without rounding.</summary>
    internal int Thousandths { get; }

    /// <summary>A sum of weights in thousandths as a number.</summary>
    internal static double FromThousandths(int sum) => sum / Thousand;

    /// <summary>Parses a preference from its form in configuration.</summary>
    /// <param name="text">E.g. <c>reasoning</c> or <c>context:200k;q=0.5</c>.</param>
    /// <param name="preference">The preference.</param>
    /// <returns>Whether the text is a preference.</returns>
    public static bool TryParse(string? text, out CapabilityPreference preference)
    {
        preference = default;
        double weight = 1;
        ReadOnlySpan<char> name = text.AsSpan().Trim();
        int semicolon = name.IndexOf(';');
        if (semicolon >= 0)
        {
            if (!TryParseQuality(name[(semicolon + 1)..].Trim(), out weight))
            {
                return false;
            }

            name = name[..semicolon];
        }

        if (!Capability.TryParse(name.ToString(), out Capability capability))
        {
            return false;
        }

        preference = new CapabilityPreference(capability, weight);
        return true;
    }

    /// <summary>The preference as configuration writes it.</summary>
    /// <returns>E.g. <c>reasoning;q=0.8</c>.</returns>
    public override string ToString() =>
        Weight == 1 ? Capability.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Capability};q={Weight}");

    private static bool TryParseQuality(ReadOnlySpan<char> text, out double weight)
    {
        weight = 0;
        return text.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(text[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out weight)
            && weight is > 0 and <= 1;
    }
}
