using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>The vendors of a scenario, in virtual time: <c>https://a.example/</c>, <c>https://b.example/</c>.</summary>
internal sealed class OutageServer(VirtualTime time, OutageScenario scenario) : HttpMessageHandler
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"hello"}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}
        """);

    private static readonly byte[] Error = Encoding.UTF8.GetBytes("""{"error":{"message":"not now","type":"server_error"}}""");

    private readonly Dictionary<string, (int Second, int Passed)> _passed = [];
    private readonly Dictionary<string, int> _inFlight = [];

    /// <summary>The calls, in order.</summary>
    public List<(double At, string Deployment, int Request, bool IsAnswer)> Calls { get; } = [];

    /// <summary>The most calls that a deployment had in flight at a time.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>The most calls that a deployment had in flight within the first second after the outage.</summary>
    public int MostInFlightAfter { get; private set; }

    /// <summary>Calls a deployment. A call that hangs ends with its token.</summary>
    public async Task<OutageReply> CallAsync(string deployment, int request, string? key, CancellationToken cancellationToken)
    {
        double now = time.Elapsed.TotalSeconds;
        (int second, int passed) = _passed.GetValueOrDefault(deployment);
        passed = second == (int)now ? passed : 0;
        double fate = time.Random.Fork($"{deployment} {request}").NextDouble();
        OutageReply reply = scenario.Reply(new OutageCall(deployment, now, fate, key, passed));
        _passed[deployment] = ((int)now, passed + (reply.IsAnswer ? 1 : 0));
        Calls.Add((now, deployment, request, reply.IsAnswer));
        int inFlight = _inFlight[deployment] = _inFlight.GetValueOrDefault(deployment) + 1;
        MostInFlight = Math.Max(MostInFlight, inFlight);
        if (scenario.Outage is { } outage && now >= outage.Until && now < outage.Until + 1)
        {
            MostInFlightAfter = Math.Max(MostInFlightAfter, inFlight);
        }

        try
        {
            await time.Delay(reply.Hangs ? Timeout.InfiniteTimeSpan : reply.Latency, cancellationToken);
        }
        finally
        {
            _inFlight[deployment]--;
        }

        return reply;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string deployment = request.RequestUri!.Host.Split('.')[0];
        string body = await request.Content!.ReadAsStringAsync(cancellationToken);
        int at = body.IndexOf("request ", StringComparison.Ordinal) + "request ".Length;
        int number = int.Parse(body.AsSpan(at, body.IndexOf('"', at) - at), CultureInfo.InvariantCulture);
        OutageReply reply = await CallAsync(deployment, number, request.Headers.Authorization?.Parameter, cancellationToken);
        if (reply.IsRefused)
        {
            throw new HttpRequestException("Connection refused");
        }

        HttpResponseMessage response = new(reply.Status)
        {
            Content = new ByteArrayContent(reply.Status == HttpStatusCode.OK ? Answer : Error),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (reply.RetryAfter is { } rest)
        {
            response.Headers.RetryAfter = new RetryConditionHeaderValue(rest);
        }

        return response;
    }
}
