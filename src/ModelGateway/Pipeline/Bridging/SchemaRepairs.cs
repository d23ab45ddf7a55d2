using ModelGateway.Schemas;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>Which deployments have answered a request so that it did not fit. Attempts of a request follow one another: no lock.</summary>
internal sealed class SchemaRepairs
{
    private Dictionary<Deployment, SchemaRepair>? _repairs;

    public SchemaRepair? Find(Deployment deployment) => _repairs?.GetValueOrDefault(deployment);

    public SchemaRepair Add(Deployment deployment, string answer, IReadOnlyList<SchemaFault> faults)
    {
        _repairs ??= [];
        return _repairs[deployment] = new SchemaRepair((Find(deployment)?.Answers ?? 0) + 1, answer, faults);
    }
}
