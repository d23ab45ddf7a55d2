using System.Net;
using System.Net.Sockets;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>Where failover stops: the request is invalid, no larger window exists, or no provider is left.</summary>
public sealed class FailoverLimitTests
{
    public static MatrixTheoryData<SimulatedProtocol, bool> Both { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Both))]
    public async Task InvalidRequest_IsNotTriedElsewhere(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, SimulatedProtocol.OpenAI);
        gateway.First.Fail(SimulatedFault.Status(400, message: "no such field: colour"));

        GatewayAnswer answer = await gateway.AskAsync(stream);

        ProviderException exception = Assert.IsType<ProviderException>(answer.Exception);
        Assert.Equal(FailureKind.InvalidRequest, exception.Kind);
        Assert.Equal(400, exception.StatusCode);
        Assert.Equal(gateway.Deployments[0], exception.Deployment);
        Assert.Contains("colour", exception.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Second.Requests);
        AttemptReceipt attempt = Assert.Single(answer.Receipt.Attempts);
        Assert.Equal(0m, attempt.CostUsd);
        Assert.Equal(AttemptOutcome.Failed, answer.Receipt.Outcome);
        Assert.StartsWith("chat → failed", answer.Receipt.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task TooLongContext_FailsOverToLargerOrUnknownWindowsOnly(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic],
            Model = static (index, model) => model with { ContextWindow = index switch { 0 => 1000, 1 => 1000, _ => null } },
        });
        gateway.First.Fail(SimulatedFault.ContextTooLong(2000, 1000));
        gateway.Simulators[2].Reply("it fits");

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Equal("it fits", answer.Text);
        Assert.Empty(gateway.Second.Requests);
        Assert.Equal(FailureKind.ContextTooLong, answer.Receipt.Attempts[0].Failure);
        Assert.Equal(gateway.Deployments[2], answer.Receipt.Deployment);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task TooLongContext_ThrowsWithoutALargerWindow(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Model = static (index, model) => model with { ContextWindow = index == 0 ? 1000 : 500 },
        });
        gateway.First.Fail(SimulatedFault.ContextTooLong(2000, 1000));

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Equal(FailureKind.ContextTooLong, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.Empty(gateway.Second.Requests);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task RefusedContent_FailsOverOnlyIfTheRouteAllows(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Gateway = static builder => builder.AddRoute("brave", static route => route.FailOverWhenRefused())
                .Configure(static options =>
                {
                    foreach (string deployment in options.Routes["chat"].To)
                    {
                        options.Routes["brave"].To.Add(deployment);
                    }

                    options.DefaultRoute = "chat";
                }),
        });
        gateway.First.Fail(SimulatedFault.ContentFiltered(), times: 2);

        GatewayAnswer timid = await gateway.AskAsync(stream);
        Assert.Empty(gateway.Second.Requests);
        GatewayAnswer brave = await gateway.AskAsync(stream, "hi", new() { ModelId = "brave" });

        Assert.Equal(FailureKind.ContentRefused, Assert.IsType<ProviderException>(timid.Exception).Kind);
        Assert.Equal("hi", brave.Text);
        Assert.Equal([FailureKind.ContentRefused, null], brave.Receipt.Attempts.Select(attempt => attempt.Failure));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ClosedPort_IsUnavailable(bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Provider = static (index, provider) => provider.Endpoint = index == 0 ? new Uri($"http://127.0.0.1:{FreePort()}/v1/") : provider.Endpoint,
        });

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Equal("hi", answer.Text);
        AttemptReceipt refused = answer.Receipt.Attempts[0];
        Assert.Equal(FailureKind.Unavailable, refused.Failure);
        Assert.Null(refused.StatusCode);
        Assert.Equal(0m, refused.CostUsd);
        Assert.Equal(0, refused.Usage.TotalTokens);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task AllProvidersFailing_ThrowsTheLastFailureWithAllOnTheReceipt(bool stream)
    {
        await using GatewayOverHttp gateway =
            await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic, SimulatedProtocol.Gemini);
        gateway.First.FailAlways(SimulatedFault.Status(503));
        gateway.Second.FailAlways(SimulatedFault.RateLimited(TimeSpan.FromSeconds(7)));
        gateway.Simulators[2].FailAlways(SimulatedFault.DropConnection());

        GatewayAnswer answer = await gateway.AskAsync(stream);

        ProviderException exception = Assert.IsType<ProviderException>(answer.Exception);
        Assert.Equal(gateway.Deployments[2], exception.Deployment);
        Assert.Equal(
            [FailureKind.Unavailable, FailureKind.RateLimited, FailureKind.Unavailable], answer.Receipt.Attempts.Select(
                attempt => attempt.Failure!.Value));
        Assert.Equal(3, gateway.Ledger.Count);
        Assert.Null(answer.Receipt.Deployment);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Cancellation_ReachesTheServerAndDoesNotFailOver(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, SimulatedProtocol.OpenAI);
        gateway.First.Fail(SimulatedFault.NeverAnswer());
        using CancellationTokenSource caller = new();

        Task<GatewayAnswer> asking = gateway.AskAsync(stream, "hi", null, caller.Token);
        await gateway.First.Stalled.Bounded();
        await caller.CancelAsync();
        GatewayAnswer answer = await asking;

        Assert.IsType<OperationCanceledException>(answer.Exception, exactMatch: false);
        await gateway.First.ClientDisconnected.Bounded();
        Assert.Empty(gateway.Second.Requests);
        GatewayReceipt receipt = Assert.Single(gateway.Receipts);
        Assert.Equal(AttemptOutcome.Cancelled, receipt.Outcome);
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(receipt.Attempts).Outcome);
        Assert.Null(receipt.Attempts[0].Failure);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
