using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ModelGateway.Benchmarks.Support;

/// <summary>The pipelines that are compared, each over the same canned client.</summary>
internal static class PipelinePeers
{
    private const int Candidates = 10;

    public static List<ChatMessage> Messages() =>
    [
        new(ChatRole.System, "You are a careful assistant."),
        new(ChatRole.User, "Say hello to the people who read this."),
    ];

    public static ChatOptions Options() => new() { ModelId = "chat", MaxOutputTokens = 1_000 };

    public static IChatClient OrderedFailover()
    {
        CannedChatClient inner = new();
        return new OrderedFailoverChatClient([.. Enumerable.Repeat<IChatClient>(inner, Candidates)]);
    }

    public static IChatClient OpenTelemetryAndLogging()
    {
        LoggerFactory logging = new();
        return new CannedChatClient().AsBuilder().UseOpenTelemetry(logging).UseLogging(logging).Build();
    }

    /// <summary>
    /// A gateway with a route of so many candidates. Scope, receipt, ledger and metrics are always on, and the default timeouts unless they
    /// are switched off; a budget is one for each team.
    /// </summary>
    public static IChatClient Gateway(int candidates, bool budget = false, bool timeouts = true) => GatewayChatClient.Create(gateway =>
    {
        CannedChatClient inner = new();
        string[] names = [.. Enumerable.Range(1, candidates).Select(number => $"canned-{number}")];
        foreach (string name in names)
        {
            gateway.AddDeployment(
                name, inner, configure: options => options.Model = new() { Id = name, Pricing = ModelPricing.PerMillion(0.25m, 2m) });
        }

        gateway.AddScopeResolver(new FixedScope());
        gateway.AddRoute("chat", route =>
        {
            route.To(names);
            if (!timeouts)
            {
                route.WithTimeouts(new GatewayTimeoutOptions
                {
                    Connect = Timeout.InfiniteTimeSpan,
                    FirstToken = Timeout.InfiniteTimeSpan,
                    Idle = Timeout.InfiniteTimeSpan,
                    Total = Timeout.InfiniteTimeSpan,
                });
            }
        });
        if (budget)
        {
            gateway.AddBudget("team:{team}", usd: 1_000_000_000);
        }
    });
}
