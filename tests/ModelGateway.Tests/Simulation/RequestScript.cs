namespace ModelGateway.Tests.Simulation;

/// <summary>One request of a script: when it begins, how it asks, how its caller behaves.</summary>
internal sealed record RequestScript(
    int Number, TimeSpan Start, CallMode Mode, CallerBehaviour Behaviour, TimeSpan CancelAfter, int StopAfter, int? MaxOutputTokens,
        string? Deployment, string Team)
{
    public static RequestScript Draw(SeededRandom random, int number) => new(
        number,
        TimeSpan.FromMilliseconds(random.Next(3) == 0 ? 0 : random.Next(40_000)),
        random.Next(4) switch { 0 => CallMode.Whole, 1 => CallMode.Coalesced, _ => CallMode.Streamed },
        (CallerBehaviour)random.Next(5),
        TimeSpan.FromMilliseconds(random.Next(8) == 0 ? 0 : random.Next(30_000)),
        random.Next(6),
        random.Next(2) == 0 ? random.Next(1, 200) : null,
        random.Next(10) == 0 ? "a" : null,
        random.Next(2) == 0 ? "red" : "blue");

    /// <summary>A pause between two reads of a slow reader; some outlast the idle clock.</summary>
    public static TimeSpan ReadingPause(SeededRandom random) =>
        TimeSpan.FromMilliseconds(random.Next(random.Next(5) == 0 ? 30_000 : 2_000));
}
