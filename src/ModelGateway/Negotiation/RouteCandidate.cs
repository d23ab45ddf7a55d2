using System.Globalization;

namespace ModelGateway;

/// <summary>A deployment that may take a request, as <see cref="RouteExplanation"/> shows it.</summary>
public sealed record RouteCandidate
{
    internal RouteCandidate(string deployment) => Deployment = deployment;

    /// <summary>The deployment, as <c>provider/model</c>.</summary>
    public string Deployment { get; }

    /// <summary>What the gateway would do in place of what the deployment lacks.</summary>
    public Bridges Bridges { get; internal init; }

    /// <summary>The sum of the weights of the preferences that it is known to meet.</summary>
    public double PreferenceScore { get; internal init; }

    /// <summary>Whether it is tried only when none of the others can be.</summary>
    public bool IsLastResort { get; internal init; }

    /// <summary>What is needed and of which it is unknown whether the deployment has it.</summary>
    public IReadOnlyList<Capability> Unknown { get; internal init; } = [];

    /// <summary>The options that would be left out, as it does not have them.</summary>
    public IReadOnlyList<Capability> LeavesOut { get; internal init; } = [];

    /// <summary>What would hold it back if the request were sent now, e.g. <c>resting for 12 s</c>; null for nothing that can be told beforehand. Budgets cannot.</summary>
    public string? HeldBackBy { get; internal init; }

    /// <summary>The candidate in one line.</summary>
    /// <returns>E.g. <c>openai/gpt-4.1 · bridged: SchemaByTool · leaves out seed</c>.</returns>
    public override string ToString() =>
        Deployment
        + (IsLastResort ? " · last resort" : "")
        + (PreferenceScore > 0 ? string.Create(CultureInfo.InvariantCulture, $" · preferred by {PreferenceScore:0.###}") : "")
        + (Bridges != 0 ? $" · bridged: {Bridges}" : "")
        + (LeavesOut.Count > 0 ? $" · leaves out {string.Join(", ", LeavesOut)}" : "")
        + (Unknown.Count > 0 ? $" · unknown: {string.Join(", ", Unknown)}" : "")
        + (HeldBackBy is { } reason ? $" · {reason}" : "");
}
