using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Simulation;

/// <summary>Two minutes of steady traffic, ten requests a second, over deployments that are down.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Requests = 1_200;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Begun = TimeSpan.FromSeconds(10);

    private readonly VirtualTime _time = new(7);
    private readonly ReceiptLog _receipts = new();

    public static TheoryData<string> Outages =>
        ["refused", "overloaded", "timed out", "rate limited", "silent", "cut off", "key refused", "out of money"];

    [Theory]
    [MemberData(nameof(Outages))]
    public void TotalOutage_CostsAtMostFiveAttemptsForFourRequests(string outage)
    {
        int attempts = 0;
        Play(_ => Down(outage), () => attempts += _time.Elapsed >= Begun ? 1 : 0);

        double ratio = attempts / (Requests - (Begun / Interval));
        output.WriteLine($"{outage}: {ratio:0.000} attempts a request");
        Assert.Equal(Requests, _receipts.All.Count);

        // All of them are tried again within seconds, or nothing would ever recover.
        Assert.InRange(ratio, 0.001, 1.25);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public void OnePrimaryDown_AnswersNearlyEverything(string outage)
    {
        Play(name => name == "a" ? Down(outage) : Up, () => { });

        int answered = _receipts.All.Count(receipt => receipt.Outcome == AttemptOutcome.Completed);
        output.WriteLine($"{outage}: {answered} of {Requests}");
        Assert.InRange(answered / (double)Requests, 0.999, 1);
    }

    private static SimulatedAnswer Up => new()
    {
        Latency = TimeSpan.FromMilliseconds(300),
        Pieces = [(TimeSpan.FromMilliseconds(50), "well "), (TimeSpan.FromMilliseconds(50), "said")],
    };

    private static SimulatedAnswer Down(string outage) => Up with
    {
        Latency = TimeSpan.FromMilliseconds(50),
        Fault = outage switch { "silent" => AnswerFault.Stalls, "cut off" => AnswerFault.EndsWithoutFinish, _ => AnswerFault.Throws },
        Failure = outage switch
        {
            "refused" => new HttpRequestException("connection refused"),
            "overloaded" => new HttpRequestException("overloaded", null, HttpStatusCode.ServiceUnavailable),
            "rate limited" => new HttpRequestException("slow down", null, HttpStatusCode.TooManyRequests),
            "key refused" => new HttpRequestException("who are you?", null, HttpStatusCode.Unauthorized),
            "out of money" => new HttpRequestException("pay first", null, HttpStatusCode.PaymentRequired),
            _ => new TimeoutException("too slow"),
        },
    };

    private void Play(Func<string, SimulatedAnswer> answers, Action onCall)
    {
        string[] names = ["a", "b", "c"];
        using ServiceProvider services = VirtualGateway.Create(_time, gateway =>
        {
            foreach (string name in names)
            {
                gateway.AddDeployment(name, new SimulatedDeployment(name, _time, _ => answers(name), (_, _) => onCall()));
            }

            gateway.AddRoute("chat",
                route => route.To(names).WithTimeouts(new GatewayTimeoutOptions { FirstToken = TimeSpan.FromSeconds(5) }));
            gateway.AddReceiptObserver(_receipts);
        });
        IChatClient gateway = services.GetRequiredService<IChatClient>();
        _time.Run(() => Task.WhenAll(Enumerable.Range(0, Requests).Select(request => AskAsync(gateway, request))));
    }

    private async Task AskAsync(IChatClient gateway, int request)
    {
        await _time.Delay(request * Interval);
        try
        {
            await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync($"request {request}"))
            {
            }
        }
        catch (GatewayException)
        {
        }
    }
}
