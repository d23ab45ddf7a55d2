using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Costs.Budgets;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Simulation;

/// <summary>
/// One script, played against a whole gateway in virtual time and held against the oracle while it runs and when it has ended.
/// </summary>
internal sealed class GatewaySimulation : ILedger, IReceiptObserver
{
    // Longer than any hold, any clock and any stall that comes to an end.
    private static readonly TimeSpan Drain = TimeSpan.FromHours(2);

    private readonly Dictionary<string, BreakerModel> _breakers;
    private readonly Dictionary<string, RoomModel> _rooms;
    private readonly Dictionary<int, TimeSpan> _settled = [];
    private readonly BudgetRule? _budget;

    private GatewaySimulation(VirtualTime time)
    {
        Time = time;
        Script = new SimulationScript(time.Random.Fork("script"));
        Deployments = [.. Script.Names.Select(name => new SimulatedDeployment(
            name, time, request => Script.Answer(name, request), OnCall, (_, request) => _breakers![name].Answer(request, time.Elapsed)))];
        Callers = [.. Script.Requests.Select(request => new SimulatedCaller(request, time))];
        _breakers = Script.Names.ToDictionary(name => name, _ => new BreakerModel(Script.Breaker));
        _rooms = Script.Names.Zip(Script.Concurrency).ToDictionary(pair => pair.First, pair => new RoomModel(pair.Second));
        _budget = Script.BudgetUsd is { } usd ? new BudgetRule(Budget(usd)) : null;
        Services = Build();
        Runtime = Services.Runtime();
    }

    public VirtualTime Time { get; }

    public SimulationScript Script { get; }

    public SimulatedDeployment[] Deployments { get; }

    public SimulatedCaller[] Callers { get; }

    public ServiceProvider Services { get; }

    public GatewayRuntime Runtime { get; }

    public List<LedgerEntry> Ledger { get; } = [];

    public List<GatewayReceipt> Receipts { get; } = [];

    /// <summary>The calls that the deployments got, in order.</summary>
    public List<(string Deployment, int Request)> Calls { get; } = [];

    /// <summary>What was wrong while it ran.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Plays one seed. The trace of two runs of one seed is the same.</summary>
    public static GatewaySimulation Run(long seed)
    {
        VirtualTime time = new(seed);
        GatewaySimulation simulation = new(time);
        try
        {
            time.Run(simulation.PlayAsync);
            simulation.Faults.AddRange(SimulationOracle.Check(simulation));
        }
        catch (SimulationStalledException stalled)
        {
            simulation.Faults.Add($"it hangs: {stalled.Message}");
        }

        return simulation;
    }

    public (decimal Settled, decimal Held) ReadBudget(string team) =>
        _budget is null ? default : Runtime.State.Budgets.Read(_budget, new GatewayScope { Team = team });

    void ILedger.Append(LedgerEntry entry)
    {
        Time.Log($"{entry.AttemptId} {entry.Attempt.Deployment} {entry.Attempt.Outcome} {entry.Attempt.Failure} {entry.Attempt.Usage.TotalTokens} {entry.Attempt.CostUsd} of {entry.Attempt.HeldUsd}");
        Ledger.Add(entry);
        int request = int.Parse(entry.Scope.User!);
        _settled[request] = Time.Elapsed;
        _rooms[entry.Attempt.Deployment].Settle(entry.Attempt, Time.Elapsed);
        _breakers[entry.Attempt.Deployment].Settle(request, entry.Attempt, Callers[request - 1].IsWaiting, Time.Elapsed);
    }

    void IReceiptObserver.OnReceipt(GatewayReceipt receipt)
    {
        Time.Log(receipt.ToString());
        Receipts.Add(receipt);
        if (receipt.Outcome == AttemptOutcome.Failed && receipt.Attempts.Count == 0)
        {
            Faults.AddRange(receipt.Skipped.Where(static skipped => skipped.Reason.Contains("(Breaker)", StringComparison.Ordinal))
                .Select(skipped => _breakers[skipped.Deployment].Refuse()).OfType<string>());
        }
    }

    private static BudgetOptions Budget(decimal usd) => new() { Scope = "team:{team}", Usd = usd, Per = BudgetWindow.Total };

    private async Task PlayAsync()
    {
        IChatClient gateway = Services.GetRequiredService<IChatClient>();
        await Task.WhenAll(Callers.Select(caller => caller.RunAsync(gateway)));
        await Time.Delay(Drain, CancellationToken.None);
    }

    private void OnCall(string deployment, int request)
    {
        Time.Log($"{request} is sent to {deployment}");
        Calls.Add((deployment, request));
        bool waited = Script.Requests[request - 1].Start < Time.Elapsed && _settled.GetValueOrDefault(request) < Time.Elapsed;
        if (waited && _budget is null && _rooms[deployment].HadRoom(Time.Elapsed))
        {
            Faults.Add($"request {request} waited though {deployment} had room");
        }

        _rooms[deployment].Send(Time.Elapsed);
        if (_breakers[deployment].Send(request, Time.Elapsed) is { } fault)
        {
            Faults.Add($"{deployment}: {fault}");
        }

        (decimal settled, decimal held) = ReadBudget(Script.Requests[request - 1].Team);
        if (Script.BudgetUsd is { } limit && Script.Prices[Array.IndexOf(Script.Names, deployment)] is not null && settled + held > limit)
        {
            Faults.Add($"request {request} was admitted with {settled} settled and {held} held of {limit}");
        }

        int inFlight = Runtime.Snapshots.Current.Resolve(deployment).Candidates[0].InFlight;
        if (inFlight > Script.Concurrency[Array.IndexOf(Script.Names, deployment)])
        {
            Faults.Add($"{deployment} has {inFlight} requests in flight");
        }
    }

    private ServiceProvider Build() =>
        VirtualGateway.Create(Time, gateway =>
        {
            gateway.Services.AddSingleton<ILedger>(this);
            for (int i = 0; i < Deployments.Length; i++)
            {
                int index = i;
                gateway.AddDeployment(Deployments[i].Name, Deployments[i], configure: options => options.Model = new ModelInfo
                {
                    Id = Deployments[index].Name,
                    MaxConcurrency = Script.Concurrency[index],
                    Pricing = Script.Prices[index],
                    MaxOutputTokens = Script.MaxOutput[index],
                });
            }

            gateway.AddRoute("route", route => route.To(Script.Names).WithTimeouts(Script.Timeouts));
            gateway.AddReceiptObserver(this);
            gateway.Configure(options =>
            {
                options.Breaker = Script.Breaker;
                options.QueueLimit = Script.QueueLimit;
                options.QueueTimeout = Script.QueueTimeout;
                options.Timeouts = Script.Timeouts;
                if (Script.BudgetUsd is { } usd)
                {
                    BudgetOptions budget = Budget(usd);
                    budget.AllowUnpriced = Script.AllowUnpriced;
                    options.Budgets.Add(budget);
                }
            });
        });
}
