using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>One scenario, played once: with the gateway, or with each deployment called in turn and no breaker at all.</summary>
internal sealed class OutageRun
{
    private const double Early = 10;

    private readonly OutageScenario _scenario;
    private readonly VirtualTime _time;
    private readonly OutageServer _server;
    private readonly bool[] _answered;

    private OutageRun(OutageScenario scenario, VirtualTime time, OutageServer server)
    {
        _scenario = scenario;
        _time = time;
        _server = server;
        _answered = new bool[scenario.Requests];
    }

    /// <summary>How many requests were answered.</summary>
    public int Answered => _answered.Count(static one => one);

    /// <summary>Calls of the vendors for each request.</summary>
    public double Calls => _server.Calls.Count / (double)_scenario.Requests;

    /// <summary>The same within the first ten seconds of the outage.</summary>
    public double EarlyCalls => CallsBetween(_scenario.Outage!.Value.From, EarlyEnd);

    /// <summary>The same within the rest of the outage; null where it is no longer.</summary>
    public double? LaterCalls => EarlyEnd < _scenario.Outage!.Value.Until ? CallsBetween(EarlyEnd, _scenario.Outage.Value.Until) : null;

    public int MostInFlight => _server.MostInFlight;

    public int MostInFlightAfter => _server.MostInFlightAfter;

    /// <summary>Every call and every answer, in order.</summary>
    public IReadOnlyList<string> Trace =>
        [.. _server.Calls.Select(static call =>
            FormattableString.Invariant($"{call.At:0.000} {call.Deployment} {call.Request} {call.IsAnswer}")),
            string.Concat(_answered.Select(static one => one ? '1' : '0'))];

    private double EarlyEnd => Math.Min(_scenario.Outage!.Value.From + Early, _scenario.Outage.Value.Until);

    public static OutageRun WithGateway(OutageScenario scenario, long seed)
    {
        OutageRun run = Create(scenario, seed);
        using ServiceProvider services = VirtualGateway.Create(run._time, run.Configure);
        IChatClient gateway = services.GetRequiredService<IChatClient>();
        run.Play(async request =>
        {
            try
            {
                await gateway.GetResponseAsync($"request {request}");
                return true;
            }
            catch (GatewayException)
            {
                return false;
            }
        });
        return run;
    }

    public static OutageRun WithoutBreaker(OutageScenario scenario, long seed)
    {
        OutageRun run = Create(scenario, seed);
        run.Play(async request =>
        {
            foreach (string deployment in scenario.Deployments)
            {
                foreach (string key in scenario.Keys)
                {
                    using CancellationTokenSource total = new(scenario.Total, run._time);
                    try
                    {
                        if ((await run._server.CallAsync(deployment, request, key, total.Token)).IsAnswer)
                        {
                            return true;
                        }
                    }
                    catch (OperationCanceledException)
                    {
                    }
                }
            }

            return false;
        });
        return run;
    }

    private static OutageRun Create(OutageScenario scenario, long seed)
    {
        VirtualTime time = new(seed);
        return new OutageRun(scenario, time, new OutageServer(time, scenario));
    }

    private double CallsBetween(double from, double until) =>
        _server.Calls.Count(call => call.At >= from && call.At < until) / ((until - from) * _scenario.Rate);

    private void Play(Func<int, Task<bool>> ask) =>
        _time.Run(() => Task.WhenAll(Enumerable.Range(0, _scenario.Requests).Select(async request =>
    {
        await _time.Delay(TimeSpan.FromSeconds(request / (double)_scenario.Rate));
        _answered[request] = await ask(request);
    })));

    private void Configure(IModelGatewayBuilder gateway)
    {
        foreach (string deployment in _scenario.Deployments)
        {
            gateway.AddOpenAI(deployment, options =>
            {
                options.Endpoint = new Uri($"https://{deployment}.example/v1/");
                foreach (string key in _scenario.Keys)
                {
                    options.Keys.Add(key);
                }
            });
        }

        gateway.AddRoute("chat", route => route.To([.. _scenario.Deployments.Select(static name => $"{name}/m")])
            .WithTimeouts(new GatewayTimeoutOptions { Total = _scenario.Total }));
        gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => _server);
    }
}
