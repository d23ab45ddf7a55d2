using System.Runtime.CompilerServices;
using ModelGateway.Buffers;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Simulation;

/// <summary>What must be true of every script when it has ended. Returns what is not.</summary>
internal static class SimulationOracle
{
    public static IEnumerable<string> Check(GatewaySimulation simulation)
    {
        List<string> faults = [];
        foreach (SimulatedCaller caller in simulation.Callers)
        {
            RequestOracle.Check(simulation, caller, fault => faults.Add($"request {caller.Script.Number}: {fault}"));
        }

        CheckBooks(simulation, faults.Add);
        CheckRest(simulation, faults.Add);
        return faults;
    }

    private static void CheckBooks(GatewaySimulation simulation, Action<string> fault)
    {
        if (simulation.Ledger.Count != simulation.Calls.Count)
        {
            fault($"{simulation.Calls.Count} attempts left {simulation.Ledger.Count} ledger entries");
        }

        if (simulation.Ledger.Select(entry => entry.AttemptId).Distinct().Count() != simulation.Ledger.Count)
        {
            fault("an attempt is in the ledger twice");
        }

        if (simulation.Receipts.Count != simulation.Callers.Length || simulation.Receipts.Distinct().Count() != simulation.Receipts.Count)
        {
            fault($"{simulation.Callers.Length} requests closed {simulation.Receipts.Count} receipts");
        }

        foreach (string team in simulation.Script.Requests.Select(request => request.Team).Distinct())
        {
            (decimal settled, decimal held) = simulation.ReadBudget(team);
            decimal booked = simulation.Ledger.Where(entry => entry.Scope.Team == team).Sum(entry => entry.Attempt.CostUsd ?? 0);
            if (simulation.Script.BudgetUsd is not null && (held != 0 || settled != booked))
            {
                fault($"the budget of {team} has {settled} settled and {held} held where the ledger has {booked}");
            }
        }
    }

    private static void CheckRest(GatewaySimulation simulation, Action<string> fault)
    {
        GatewaySnapshot snapshot = simulation.Runtime.Snapshots.Current;
        if (Users(ref Leases(snapshot)) is var leases && leases != 1)
        {
            fault($"the snapshot has {leases - 1} leases left");
        }

        if (simulation.Runtime.State.Queue.Count is var waiting && waiting != 0)
        {
            fault($"{waiting} requests are still in the queue");
        }

        foreach (SimulatedDeployment deployment in simulation.Deployments)
        {
            ModelGateway.Deployment live = snapshot.Resolve(deployment.Name).Candidates[0];
            if (live.InFlight != 0 || live.Health.Waiting != 0)
            {
                fault($"{deployment.Name} has {live.InFlight} in flight and {live.Health.Waiting} waiting");
            }

            if (deployment.OpenStreams != 0)
            {
                fault($"{deployment.Name} has {deployment.OpenStreams} streams that nobody ended");
            }
        }

        simulation.Services.Dispose();
        foreach (SimulatedDeployment deployment in simulation.Deployments.Where(deployment => !deployment.IsDisposed))
        {
            fault($"{deployment.Name} was not disposed with the gateway");
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_leases")]
    private static extern ref LeaseCount Leases(GatewaySnapshot snapshot);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_users")]
    private static extern ref int Users(ref LeaseCount leases);
}
