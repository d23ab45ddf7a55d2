using System.Globalization;

namespace ModelGateway.Tests.Support;

/// <summary>
/// How much of a large space a test covers: a sample that changes every day, or all of it if MODELGATEWAY_FULL is 1.
/// </summary>
internal static class Tiers
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("MODELGATEWAY_FULL") == "1";

    /// <summary>The start of the samples. MODELGATEWAY_SEED repeats a run.</summary>
    public static int Seed { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("MODELGATEWAY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed)
            ? seed
            : DateTime.UtcNow.DayOfYear;
}
