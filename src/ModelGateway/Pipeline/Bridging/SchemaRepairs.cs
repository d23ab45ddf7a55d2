using ModelGateway.Schemas;

namespace ModelGateway.Pipeline.Bridging;

/// <summary>
/// The answers to one request that did not fit its schema, by deployment. Attempts of a request follow one another: no lock.
/// </summary>
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
