namespace ModelGateway.Tests.Simulation;

/// <summary>Everything that a seed decides before a simulation begins.</summary>
internal sealed class SimulationScript
{
    private readonly SeededRandom _random;
    private readonly double _faultRate;
    private readonly Dictionary<(string, int), SimulatedAnswer> _answers = [];

    public SimulationScript(SeededRandom random)
    {
        _random = random;
        Names = random.Next(2) == 0 ? ["a", "b"] : ["a", "b", "c"];
        Concurrency = [.. Names.Select(_ => random.Next(2) == 0 ? random.Next(1, 3) : (int?)null)];
        Prices = [.. Names.Select(_ => random.Next(5) == 0 ? null : ModelPricing.PerMillion(random.Next(1, 20), random.Next(1, 100)))];
        MaxOutput = [.. Names.Select(_ => random.Next(2) == 0 ? random.Next(20, 400) : (int?)null)];
        Timeouts = new GatewayTimeoutOptions
        {
            FirstToken = TimeSpan.FromSeconds(random.Next(4, 20)),
            Idle = TimeSpan.FromSeconds(random.Next(3, 12)),
            Total = TimeSpan.FromSeconds(random.Next(10, 60)),
        };
        Breaker = new CircuitBreakerOptions
        {
            MinimumCalls = random.Next(4) == 0 ? int.MaxValue : 1,
            Window = TimeSpan.FromSeconds(random.Next(1, 60)),
            ProbeAfter = TimeSpan.FromSeconds(random.Next(1, 3)),
            ProbeInterval = TimeSpan.FromSeconds(random.Next(1, 3)),
            LongestProbeInterval = TimeSpan.FromSeconds(random.Next(3, 10)),
        };
        QueueLimit = random.Next(4) == 0 ? random.Next(3) : 100;
        QueueTimeout = TimeSpan.FromSeconds(random.Next(1, 40));
        BudgetUsd = random.Next(3) switch { 0 => null, 1 => 100m, _ => random.Next(1, 60) / 1_000m };
        AllowUnpriced = random.Next(2) == 0;
        _faultRate = random.Next(3) switch { 0 => 0.1, 1 => 0.4, _ => 0.9 };
        Requests =
            [.. Enumerable.Range(1, random.Next(1, 9)).Select(number => RequestScript.Draw(random.Fork($"request {number}"), number))];
    }

    public string[] Names { get; }

    public int?[] Concurrency { get; }

    public ModelPricing?[] Prices { get; }

    public int?[] MaxOutput { get; }

    public GatewayTimeoutOptions Timeouts { get; }

    public CircuitBreakerOptions Breaker { get; }

    public int QueueLimit { get; }

    public TimeSpan QueueTimeout { get; }

    public decimal? BudgetUsd { get; }

    public bool AllowUnpriced { get; }

    public IReadOnlyList<RequestScript> Requests { get; }

    /// <summary>What a deployment does with a request; the same however often and whenever it is asked.</summary>
    public SimulatedAnswer Answer(string deployment, int request)
    {
        if (!_answers.TryGetValue((deployment, request), out SimulatedAnswer? answer))
        {
            answer = SimulatedAnswer.Draw(_random.Fork($"{deployment} {request}"), $"{deployment}{request}", _faultRate);
            _answers.Add((deployment, request), answer);
        }

        return answer;
    }
}
