using System.Globalization;

namespace ModelGateway;

/// <summary>A capability that is worth something, though it need not be there. As configuration: <c>reasoning;q=0.8</c>, as in HTTP's <c>Accept</c>.</summary>
public readonly record struct CapabilityPreference
{
    /// <summary>Initializes a preference.</summary>
    /// <param name="capability">What is preferred.</param>
    /// <param name="weight">What it is worth, above 0 and at most 1. Of two deployments the one with the larger sum comes first.</param>
    public CapabilityPreference(Capability capability, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1);
        Capability = capability;
        Weight = weight;
    }

    /// <summary>What is preferred.</summary>
    public Capability Capability { get; }

    /// <summary>What it is worth.</summary>
    public double Weight { get; }

    /// <summary>Reads a preference.</summary>
    /// <param name="text">E.g. <c>reasoning</c> or <c>context:200k;q=0.5</c>.</param>
    /// <param name="preference">The preference.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out CapabilityPreference preference)
    {
        preference = default;
        double weight = 1;
        ReadOnlySpan<char> name = text.AsSpan().Trim();
        int semicolon = name.IndexOf(';');
        if (semicolon >= 0)
        {
            ReadOnlySpan<char> quality = name[(semicolon + 1)..].Trim();
            if (!quality.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                || !double.TryParse(quality[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out weight)
                || weight is not (> 0 and <= 1))
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

    /// <summary>The form that it has in configuration.</summary>
    /// <returns>E.g. <c>reasoning;q=0.8</c>.</returns>
    public override string ToString() => Weight == 1 ? Capability.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Capability};q={Weight}");
}
