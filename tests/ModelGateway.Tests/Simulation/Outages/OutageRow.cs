using System.Globalization;

namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>The figures of one scenario over several seeds, with the gateway and without any breaker.</summary>
internal sealed class OutageRow
{
    public const string Head =
        """
        | scenario | s, req/s | answered: gateway | no breaker | before | calls: gateway | no breaker | first 10 s of the outage | later | in flight at once: gateway | no breaker |
        |---|---|---|---|---|---|---|---|---|---|---|

        """;

    private readonly OutageScenario _scenario;
    private readonly OutageRun[] _gateway;
    private readonly OutageRun[] _none;

    public OutageRow(OutageScenario scenario)
    {
        _scenario = scenario;
        _gateway = [.. Enumerable.Range(1, scenario.Seeds).Select(seed => OutageRun.WithGateway(scenario, seed))];
        _none = [.. Enumerable.Range(1, scenario.Seeds).Select(seed => OutageRun.WithoutBreaker(scenario, seed))];
    }

    public IReadOnlyList<OutageRun> Gateway => _gateway;

    public IReadOnlyList<OutageRun> None => _none;

    /// <summary>The share of the requests that were answered.</summary>
    public double Answered => Share(_gateway);

    /// <summary>By how many seconds of traffic the gateway answered less, at most.</summary>
    public double SecondsLost => _gateway.Zip(_none, (with, without) => without.Answered - with.Answered).Max() / (double)_scenario.Rate;

    public double EarlyCalls => _gateway.Max(static run => run.EarlyCalls);

    public double? LaterCalls => _gateway.Max(static run => run.LaterCalls);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {_scenario.Name} | {_scenario.Seconds}, {_scenario.Rate} | {Percent(Answered)} | {Percent(Share(_none))} | {_scenario.Before} | {Calls(_gateway)} | {Calls(_none)} | {Outage()} | {InFlight(_gateway)} | {InFlight(_none)} |\n");

    private static string Calls(OutageRun[] runs) => runs.Average(static run => run.Calls).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.00 %", CultureInfo.InvariantCulture);

    private static int InFlight(OutageRun[] runs) => runs.Max(static run => run.MostInFlight);

    private string Outage() => _scenario.Outage is null ? " | "
        : string.Create(CultureInfo.InvariantCulture, $"{EarlyCalls:0.000} | {LaterCalls:0.000}");

    private double Share(OutageRun[] runs) => runs.Sum(static run => (double)run.Answered) / (runs.Length * _scenario.Requests);
}
