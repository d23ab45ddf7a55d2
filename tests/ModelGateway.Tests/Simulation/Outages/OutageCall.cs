namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>One call of a vendor.</summary>
/// <param name="Deployment">The deployment that is called.</param>
/// <param name="At">When, since the start.</param>
/// <param name="Fate">A number in [0, 1) that belongs to the request at this deployment, whenever it is called.</param>
/// <param name="Key">The key that it is called with.</param>
/// <param name="CallsOfSecond">How many calls that were let through the deployment had in this second before.</param>
internal readonly record struct OutageCall(string Deployment, double At, double Fate, string? Key, int CallsOfSecond)
{
    public bool IsBetween(double from, double until) => At >= from && At < until;
}
