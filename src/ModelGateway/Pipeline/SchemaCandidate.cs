namespace ModelGateway;

/// <summary>Whether one candidate of a route can answer by a JSON schema.</summary>
public sealed class SchemaCandidate
{
    internal SchemaCandidate(string deployment) => Deployment = deployment;

    /// <summary>The deployment.</summary>
    public string Deployment { get; }

    /// <summary>Whether it can be asked for an answer by the schema.</summary>
    public bool Works => Broken.Count == 0;

    /// <summary>The way to an answer by schema where the deployment has none of its own; none otherwise.</summary>
    public Bridges Bridges { get; internal init; }

    /// <summary>Why it cannot: the property and the reason, or what the deployment lacks. Empty where it can.</summary>
    public IReadOnlyList<string> Broken { get; internal init; } = [];

    /// <summary>Constraints that are sent in descriptions, as the service does not take them: the property and the keyword.</summary>
    public IReadOnlyList<string> Moved { get; internal init; } = [];

    /// <summary>Constraints that the service takes, but does not hold the model to: the property and the keyword.</summary>
    public IReadOnlyList<string> Ignored { get; internal init; } = [];

    /// <summary>The candidate as one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{Deployment}: "
        + (Works ? Bridges == Bridges.None ? "works" : $"works ({Bridges})" : $"cannot: {string.Join("; ", Broken)}")
        + (Moved.Count > 0 ? $"; in descriptions: {string.Join(", ", Moved)}" : "")
        + (Ignored.Count > 0 ? $"; not enforced: {string.Join(", ", Ignored)}" : "");
}
