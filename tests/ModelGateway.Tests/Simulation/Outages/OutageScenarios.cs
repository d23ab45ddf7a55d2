namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>The rows of the outage table.</summary>
internal static class OutageScenarios
{
    private static readonly string[] Single = ["a"];
    private static readonly string[] Pair = ["a", "b"];

    /// <summary>Everything is down for a while.</summary>
    public static OutageScenario[] Total { get; } =
    [
        Down("single, down 5–15 s, 503", 40, Single, 5, 15, OutageReply.Failure),
        Down("both, down 5–15 s, 503", 40, Pair, 5, 15, OutageReply.Failure) with { Before = "74.7 %, 0.02 within" },
        Down("both, down 5–15 s, connection refused", 40, Pair, 5, 15, OutageReply.Refusal) with { Before = "74.7 %, 0.02 within" },
        Down("single, down 5–65 s, 503", 90, Single, 5, 65, OutageReply.Failure),
        Down("both, down 5–125 s, 503", 150, Pair, 5, 125, OutageReply.Failure),
        Down("single, hangs 5–25 s, 2 s in all", 50, Single, 5, 25, OutageReply.Hang),
        Down("both, hang 5–25 s, 2 s in all", 50, Pair, 5, 25, OutageReply.Hang),
        Down("single, key refused 5–25 s", 50, Single, 5, 25, OutageReply.KeyRefused),
        Down("single, two keys refused 5–25 s", 50, Single, 5, 25, OutageReply.KeyRefused) with
        {
            Keys = ["sk-the-first-key-0001", "sk-the-second-key-002"],
        },
    ];

    /// <summary>A part of the calls fails.</summary>
    public static OutageScenario[] BrownOuts { get; } =
    [
        BrownOut("single, 20 % 503", 40, 100, Single, 0.2) with { Before = "60.1 %" },
        BrownOut("single, 40 % 503", 40, 100, Single, 0.4) with { Before = "3.0 %" },
        BrownOut("single, 50 % 503", 40, 100, Single, 0.5),
        BrownOut("single, 90 % 503", 40, 100, Single, 0.9),
        BrownOut("single, 50 % 503, 2 a second", 400, 2, Single, 0.5),
        BrownOut("single, 80 % 503, 10 a second", 100, 10, Single, 0.8),
        BrownOut("single, 90 % 503, 10 a second", 200, 10, Single, 0.9),
        BrownOut("single, 94 % 503, 10 a second", 200, 10, Single, 0.94),
        new("single, 20 % 401", 40, 100, Single,
            static call => call.Fate < 0.2 ? OutageReply.KeyRefused : OutageReply.Answer) { Seeds = 2 },
        new("single, half 503 with Retry-After: 5", 40, 100, Single,
            static call => call.Fate < 0.5 ? OutageReply.Failure with { RetryAfter = TimeSpan.FromSeconds(5) } : OutageReply.Answer)
        {
            Seeds = 2,
        },
        new("single, half 429 without a hint", 40, 100, Single,
            static call => call.Fate < 0.5 ? OutageReply.Limited : OutageReply.Answer) { Seeds = 2 },
        new("single, one second of 503 at 5 s", 40, 100, Single,
            static call => call.IsBetween(5, 6) ? OutageReply.Failure : OutageReply.Answer) { Before = "74.9 %" },
        BrownOut("both, half 503", 25, 100, Pair, 0.5) with { Before = "8.9 %, 0.18" },
        BrownOut("both, 90 % 503", 25, 100, Pair, 0.9) with { Before = "0.1 %, 0.007" },
        BrownOut("both, 20 % 503", 25, 100, Pair, 0.2),
    ];

    /// <summary>The first deployment fails, and the second is healthy.</summary>
    public static OutageScenario[] OneDown { get; } =
    [
        First("a down from 5 s, b healthy", 100, static call => call.At >= 5 ? OutageReply.Failure : OutageReply.Answer) with
        {
            Before = "100 %, 1.00",
        },
        First("a hangs from 5 s, b healthy", 50, static call => call.At >= 5 ? OutageReply.Hang : OutageReply.Answer) with
        {
            Before = "100 %, 1.08",
        },
        First("a half 503, b healthy", 100, static call => call.Fate < 0.5 ? OutageReply.Failure : OutageReply.Answer) with
        {
            Before = "100 %, 1.02",
        },
        First("a's key refused from 5 s, b healthy", 100, static call => call.At >= 5 ? OutageReply.KeyRefused : OutageReply.Answer),
        First("a 429 above 20 a second, Retry-After: 2, b healthy", 100, Limit) with { Before = "100 %, 1.01" },
        First("herd: a down 2–8 s, then 300 ms a call, b healthy", 200, Herd) with { Outage = (2, 8), Before = "100 %, 62 in flight" },
    ];

    /// <summary>Deployments let only so many calls through.</summary>
    public static OutageScenario[] Limits { get; } =
    [
        new("both 429 above 20 a second, Retry-After: 2", 25, 100, Pair, Limit) { Before = "21.1 %, 0.22" },
        new("single 429 above 20 a second, Retry-After: 2", 25, 100, Single, Limit),
    ];

    /// <summary>One deployment, slow after an outage.</summary>
    public static OutageScenario SingleHerd { get; } =
        new("herd: single, down 2–8 s, then 300 ms a call", 25, 200, Single, Herd) { Outage = (2, 8) };

    /// <summary>All of them, in the order of the table.</summary>
    public static IEnumerable<OutageScenario> All => [.. Total, .. BrownOuts, .. OneDown, .. Limits, SingleHerd];

    private static OutageScenario Down(string name, int seconds, string[] deployments, double from, double until, OutageReply fault) =>
        new(name, seconds, 50, deployments, call => call.IsBetween(from, until) ? fault : OutageReply.Answer) { Outage = (from, until) };

    private static OutageScenario BrownOut(string name, int seconds, int rate, string[] deployments, double share) =>
        new(name, seconds, rate, deployments, call => call.Fate < share ? OutageReply.Failure : OutageReply.Answer) { Seeds = 2 };

    private static OutageScenario First(string name, int rate, Func<OutageCall, OutageReply> reply) =>
        new(name, 25, rate, Pair, call => call.Deployment == "a" ? reply(call) : OutageReply.Answer);

    private static OutageReply Limit(OutageCall call) =>
        call.CallsOfSecond < 20 ? OutageReply.Answer : OutageReply.Limited with { RetryAfter = TimeSpan.FromSeconds(2) };

    private static OutageReply Herd(OutageCall call) =>
        call.IsBetween(2, 8) ? OutageReply.Failure
            : call.At < 2 ? OutageReply.Answer
            : OutageReply.Answer with { Latency = TimeSpan.FromMilliseconds(300) };
}
