using System.Globalization;

namespace ModelGateway;

/// <summary>A deployment that a request may be sent to, as part of a <see cref="RouteExplanation"/>.</summary>
public sealed record RouteCandidate
{
    internal RouteCandidate(string deployment) => Deployment = deployment;

    /// <summary>The deployment, as <c>provider/model</c>.</summary>
    public string Deployment { get; }

    /// <summary>The bridges that would replace what the deployment lacks.</summary>
    public Bridges Bridges { get; internal init; }

    /// <summary>The sum of the weights of the preferences that the deployment is known to meet.</summary>
    public double PreferenceScore { get; internal init; }

    /// <summary>Whether the deployment is tried only after all others.</summary>
    public bool IsLastResort { get; internal init; }

    /// <summary>The needs of which it is unknown whether the deployment meets them.</summary>
    public IReadOnlyList<Capability> Unknown { get; internal init; } = [];

    /// <summary>The options that would be left out because the deployment does not take them.</summary>
    public IReadOnlyList<Capability> LeavesOut { get; internal init; } = [];

    /// <summary>The interface that the request would go to, of a provider that has several; null for all others.</summary>
    public ProviderApi? Api { get; internal init; }

    /// <summary>
    /// What the model's rules (<see cref="ModelInfo.Rules"/>) would change in the request, and why; and whether the deployment's name looks
    /// misspelt, with the nearest names.
    /// </summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>
    /// The reason why the deployment would not be tried now, e.g. <c>resting for 12 s</c>; null if there is none. Budgets are not
    /// considered.
    /// </summary>
    public string? HeldBackBy { get; internal init; }

    /// <summary>The candidate as one line of text.</summary>
    /// <returns>E.g. <c>openai/gpt-4.1 · bridged: SchemaByTool · leaves out seed</c>.</returns>
    public override string ToString() =>
        Deployment
        + (IsLastResort ? " · last resort" : "")
        + (PreferenceScore > 0 ? string.Create(CultureInfo.InvariantCulture, $" · preferred by {PreferenceScore:0.###}") : "")
        + (Bridges != 0 ? $" · bridged: {Bridges}" : "")
        + (LeavesOut.Count > 0 ? $" · leaves out {string.Join(", ", LeavesOut)}" : "")
        + (Unknown.Count > 0 ? $" · unknown: {string.Join(", ", Unknown)}" : "")
        + string.Concat(Notes.Select(static note => $" · {note}"))
        + (HeldBackBy is { } reason ? $" · {reason}" : "");
}
