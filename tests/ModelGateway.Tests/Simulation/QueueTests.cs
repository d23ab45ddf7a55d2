using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Simulation;

/// <summary>Who is woken and who waits, where a deployment is at its limit.</summary>
public sealed class QueueTests
{
    private readonly VirtualTime _time = new();

    [Fact]
    public void WaiterWithoutBudgetForTheFreeDeployment_WaitsForTheOther()
    {
        using ServiceProvider services = Create(("dear", 1, 1_000_000m, Answer(1)), ("cheap", 1, 0.001m, Answer(10)));
        IChatClient gateway = services.GetRequiredService<IChatClient>();

        _time.Run(() => Task.WhenAll(AskAsync(gateway, 1), AskAsync(gateway, 2), AskAsync(gateway, 3)));

        Assert.Equal(TimeSpan.FromSeconds(30), _time.Elapsed);
    }

    [Fact]
    public void WaiterThatLeavesRoomUnused_PassesItOn()
    {
        // 1 holds the cheap one for long and 2 the other; 3 failed there and waits for the cheap one alone; 4 may have either.
        using ServiceProvider services = Create(
            ("first", 1, 0m, request => request == 3 ? Failing : Length(request == 2 ? 5 : 1)),
            ("second", 1, 0m, _ => Length(25)));
        IChatClient gateway = services.GetRequiredService<IChatClient>();
        TimeSpan fourth = default;

        _time.Run(async () =>
        {
            Task third = AskAsync(gateway, 3);
            Task first = AskAsync(gateway, 1);
            await _time.Delay(TimeSpan.FromSeconds(2));
            Task second = AskAsync(gateway, 2);
            await AskAsync(gateway, 4);
            fourth = _time.Elapsed;
            await Task.WhenAll(first, second, third);
        });

        Assert.InRange(fourth, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public void FullQueue_DoesNotKeepRequestsFromAFreeDeployment()
    {
        using ServiceProvider services = Create(("limited", 1, 0m, _ => Length(5)),
            ("open", null, 0m, request => request == 2 ? Failing : Length(1)));
        IChatClient gateway = services.GetRequiredService<IChatClient>();

        _time.Run(async () =>
        {
            Task first = AskAsync(gateway, 1);
            Task second = AskAsync(gateway, 2);
            await _time.Delay(TimeSpan.FromSeconds(1));
            await AskAsync(gateway, 3);
            Assert.Equal(TimeSpan.FromSeconds(2), _time.Elapsed);
            await Task.WhenAll(first, second);
        });
    }

    private static SimulatedAnswer Failing => Length(0.1) with { Fault = AnswerFault.Throws, Failure = new HttpRequestException("down") };

    private static Func<int, SimulatedAnswer> Answer(double seconds) => _ => Length(seconds);

    private static SimulatedAnswer Length(double seconds) => new()
    {
        Latency = TimeSpan.FromSeconds(seconds),
        Pieces = [(TimeSpan.Zero, "done")],
    };

    private static Task<ChatResponse> AskAsync(IChatClient gateway, int request) =>
        gateway.GetResponseAsync($"request {request}", new ChatOptions { MaxOutputTokens = 10 });

    private ServiceProvider Create(params (string Name, int? Limit, decimal Price, Func<int, SimulatedAnswer> Answers)[] deployments) =>
        VirtualGateway.Create(_time, gateway =>
        {
            foreach ((string name, int? limit, decimal price, Func<int, SimulatedAnswer> answers) in deployments)
            {
                gateway.AddDeployment(name, new SimulatedDeployment(name, _time, answers),
                    configure: options => options.Model = new ModelInfo
                    {
                        Id = name,
                        MaxConcurrency = limit,
                        Pricing = ModelPricing.PerMillion(price, price),
                    });
            }

            gateway.AddRoute("chat", route => route.To([.. deployments.Select(deployment => deployment.Name)]));
            gateway.AddBudget("*", 1, BudgetWindow.Total);
            gateway.Configure(options => options.QueueLimit = 2);
        });
}
