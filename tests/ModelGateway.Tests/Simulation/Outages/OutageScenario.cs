namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>A constant stream of requests over one or two deployments, and what goes wrong with them.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Rate">Requests in a second.</param>
/// <param name="Deployments">The deployments, in the order of the route.</param>
/// <param name="Reply">What a deployment does with a call.</param>
internal sealed record OutageScenario(
    string Name, int Seconds, int Rate, string[] Deployments, Func<OutageCall, OutageReply> Reply)
{
    /// <summary>The keys of each deployment.</summary>
    public string[] Keys { get; init; } = ["sk-the-only-key-0001"];

    /// <summary>The total outage, in seconds since the start; null where there is none.</summary>
    public (double From, double Until)? Outage { get; init; }

    /// <summary>The figures of the gateway before, as the reference has them; empty where it has none.</summary>
    public string Before { get; init; } = "";

    /// <summary>How many seeds are played: more than one where chance decides what fails.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>How long a call may take in all.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(2);

    public int Requests => Seconds * Rate;

    public override string ToString() => Name;
}
