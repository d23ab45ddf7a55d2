using System.Text;

namespace ModelGateway;

/// <summary>Which candidates of a route can answer by a JSON schema, and what stands in the way of the others.</summary>
public sealed class SchemaReport
{
    internal SchemaReport(string? route, IReadOnlyList<SchemaCandidate> candidates)
    {
        Route = route;
        Candidates = candidates;
    }

    /// <summary>The route or deployment that was asked about; null for the default route.</summary>
    public string? Route { get; }

    /// <summary>The candidates, in the order in which they would be tried; those that cannot be asked at all come last.</summary>
    public IReadOnlyList<SchemaCandidate> Candidates { get; }

    /// <summary>Whether every candidate can answer by the schema.</summary>
    public bool WorksEverywhere => Candidates.Count > 0 && Candidates.All(static candidate => candidate.Works);

    /// <summary>The report as text for a console, with one line for each candidate.</summary>
    /// <returns>The lines.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Route ?? "default").Append(WorksEverywhere ? " works everywhere" : " does not work everywhere");
        foreach (SchemaCandidate candidate in Candidates)
        {
            text.AppendLine().Append("  ").Append(candidate);
        }

        return text.ToString();
    }
}
