using System.Text;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>Outages in virtual time, against no breaker at all on the same schedule, and the committed table of them.</summary>
public sealed class OutageTableTests
{
    private const string Intro =
        """
        # Outages

        What the gateway answers while deployments fail, and what it costs in calls. A test plays every row in virtual time, with two seeds
        where chance decides what fails, and fails where this page differs; `MODELGATEWAY_UPDATE=1` writes it anew. One or two deployments `a`
        and `b` on one route, defaults, chats that are not streamed at a constant rate; a call takes 5 ms unless said. *No breaker* is the same
        schedule with each deployment, and each key, called in turn until one answers. *Before* is what the breaker that counted failures in a
        row did, in real time. *Calls* are calls of the vendors for each request: over all, within the first 10 seconds of the outage, and
        within the rest of it. Nothing is retried, so that with a single deployment the share that is answered is the vendor's own.


        """;

    private static readonly string Table = Path.Combine(Repository.Root, "tests", "OUTAGES.md");
    private static readonly Dictionary<string, OutageRow> Rows = [];

    [Fact]
    public async Task Figures_AreAsCommitted()
    {
        StringBuilder page = new(Intro + OutageRow.Head);
        foreach (OutageScenario scenario in OutageScenarios.All)
        {
            page.Append(Row(scenario));
        }

        string now = page.ToString().Replace("\r", "", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MODELGATEWAY_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(Table, now, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Table, TestContext.Current.CancellationToken), now, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void BrownOut_AnswersAtLeastAsManyAsNoBreakerAtAll() =>
        Assert.All(OutageScenarios.BrownOuts, static scenario => Assert.True(Row(scenario).SecondsLost <= 0, Row(scenario).ToString()));

    [Fact]
    public void TotalOutage_CostsAtMostOneProbeIntervalOfTraffic()
    {
        // An eighth of the outage's length, and at most the longest interval.
        Assert.All(OutageScenarios.Total, static scenario =>
        {
            double longest = CircuitBreakerOptions.Default.LongestProbeInterval.TotalSeconds;
            double outage = scenario.Outage!.Value.Until - scenario.Outage.Value.From;
            double interval = Math.Min(longest, Math.Max(0.5, outage / 8));
            Assert.True(Row(scenario).SecondsLost <= interval, $"{Row(scenario).SecondsLost} s of traffic lost: {Row(scenario)}");
        });
    }

    [Fact]
    public void TotalOutage_CostsFewCalls()
    {
        Assert.All(OutageScenarios.Total, static scenario =>
        {
            Assert.True(Row(scenario).EarlyCalls <= 1.25, Row(scenario).ToString());
            Assert.True(Row(scenario).LaterCalls is null or <= 0.1, Row(scenario).ToString());
        });
    }

    [Fact]
    public void OneDeploymentDown_LosesNoRequest_WhereTheOtherIsHealthy() =>
        Assert.All(OutageScenarios.OneDown, static scenario => Assert.True(Row(scenario).Answered >= 0.999, Row(scenario).ToString()));

    [Fact]
    public void RateLimit_IsUsedUp_WithFewCallsThatAreRefused()
    {
        Assert.All(OutageScenarios.Limits, static scenario =>
        {
            double reachable = 0.2 * scenario.Deployments.Length;
            OutageRow row = Row(scenario);
            Assert.True(row.Answered >= 0.95 * reachable, row.ToString());
            Assert.All(row.Gateway, run => Assert.True(run.Calls <= 1.5 * reachable, row.ToString()));
        });
    }

    [Fact]
    public void DeploymentThatComesBackSlowly_IsNotRunOver()
    {
        OutageRow row = Row(OutageScenarios.SingleHerd);

        // Within 300 ms of the first answer 60 requests come. At most two of them are let through, and then twice as many with every
        // answer.
        Assert.All(row.Gateway.Zip(row.None), static pair =>
            Assert.InRange(pair.First.MostInFlightAfter, 1, pair.Second.MostInFlightAfter - 1));
        Assert.InRange(row.SecondsLost, 0, 2);
    }

    [Fact]
    public void OneSeed_HasOneTrace()
    {
        OutageScenario scenario = OutageScenarios.BrownOuts.Single(static one => one.Name == "both, half 503") with { Seconds = 2 };
        IReadOnlyList<string> first = OutageRun.WithGateway(scenario, 7).Trace;
        for (int i = 1; i < 100; i++)
        {
            Assert.Equal(first, OutageRun.WithGateway(scenario, 7).Trace);
        }
    }

    // The tests of a class run one after the other.
    private static OutageRow Row(OutageScenario scenario)
    {
        if (!Rows.TryGetValue(scenario.Name, out OutageRow? row))
        {
            row = new OutageRow(scenario);
            Rows.Add(scenario.Name, row);
        }

        return row;
    }
}
