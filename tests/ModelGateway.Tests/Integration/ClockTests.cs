using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>The four timeouts of an attempt, on a clock that only the test advances.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);
    private static readonly GatewayTimeoutOptions Timeouts = new()
    {
        FirstToken = TimeSpan.FromSeconds(40),
        Idle = TimeSpan.FromSeconds(15),
        Total = TimeSpan.FromSeconds(100),
    };

    public static TheoryData<SimulatedProtocol> Protocols { get; } = new(GatewayOverHttp.Protocols);

    [Theory, MemberData(nameof(Protocols))]
    public async Task SilentProvider_TimesOutAtTheFirstToken(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Fail(SimulatedFault.NeverAnswer());

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: true);
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(Timeouts.FirstToken!.Value - Moment);
        Assert.Empty(gateway.Second.Requests);
        gateway.Time.Advance(Moment + Moment);
        GatewayAnswer answer = await asking;

        Assert.Equal("hi", answer.Text);
        await gateway.First.ClientDisconnected.Bounded();
        AttemptReceipt late = answer.Receipt.Attempts[0];
        Assert.Equal(FailureKind.Timeout, late.Failure);
        Assert.Contains("no content within 40 s (Timeouts:FirstToken)", late.FailureMessage, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(40.5), late.Duration);
        Assert.True(late.Usage.IsEstimated);
        Assert.True(late.CostUsd > 0, "The request was sent: its input may be billed.");
        Assert.Contains("timed out", answer.Receipt.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task StallAfterThePreamble_TimesOutAtTheFirstToken(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Fail(SimulatedFault.Stall(afterBytes: 25));

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: true);
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(Timeouts.FirstToken!.Value + Moment);
        GatewayAnswer answer = await asking;

        Assert.Equal("hi", answer.Text);
        Assert.Equal(FailureKind.Timeout, answer.Receipt.Attempts[0].Failure);
        Assert.Equal(gateway.Deployments[1], answer.Receipt.Deployment);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task StallAfterContent_EndsTheStreamByTheIdleTimeout(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        await using IAsyncEnumerator<ChatResponseUpdate> reader = await ReadToStallAsync(gateway);

        Task<bool> next = reader.MoveNextAsync().AsTask();
        gateway.Time.Advance(Timeouts.Idle!.Value - Moment);
        Assert.False(next.IsCompleted);
        gateway.Time.Advance(Moment + Moment);
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => next.Bounded());

        Assert.Equal(FailureKind.Timeout, exception.Kind);
        Assert.Contains("paused for more than 15 s between contents (Timeouts:Idle)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(gateway.Deployments[0], exception.Receipt!.Deployment);
        Assert.True(exception.Receipt.Usage.IsEstimated);
        Assert.True(exception.Receipt.CostUsd > 0);
        Assert.Contains("about", exception.Receipt.ToString(), StringComparison.Ordinal);
        Assert.Empty(gateway.Second.Requests);
        await gateway.First.ClientDisconnected.Bounded();
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task SlowReader_DoesNotTimeOut(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Chunks = ["one ", "two ", "three"] });

        string text = "";
        await foreach (ChatResponseUpdate update in gateway.Stream())
        {
            text += update.Text;
            gateway.Time.Advance(update.Text.Length > 0 ? Timeouts.Idle!.Value + TimeSpan.FromSeconds(5) : TimeSpan.Zero);
        }

        Assert.Equal("one two three", text);
        Assert.Equal(AttemptOutcome.Completed, Assert.Single(gateway.Receipts).Outcome);
    }

    [Fact]
    public async Task CommentsAndPings_DoNotCountAsContent()
    {
        await using PacedServer server =
            new("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"x\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"so far\"}}\n\n");
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [SimulatedProtocol.Anthropic],
            Gateway = static builder => builder.Configure(static options => options.Timeouts = Timeouts),
            Provider = (_, provider) => provider.Endpoint = server.Endpoint,
        });
        await using IAsyncEnumerator<ChatResponseUpdate> reader = gateway.Stream().GetAsyncEnumerator();
        while ((await reader.MoveNextAsync().Bounded()) && reader.Current.Text.Length == 0)
        {
        }

        Task<bool> next = reader.MoveNextAsync().AsTask();
        for (int second = 0; second < 15; second++)
        {
            Assert.False(next.IsCompleted);
            await server.SendAsync(second % 2 == 0 ? "event: ping\ndata: {\"type\":\"ping\"}\n\n" : ": still here\n\n");
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        gateway.Time.Advance(Moment);
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => next.Bounded());
        Assert.Equal(FailureKind.Timeout, exception.Kind);
        Assert.Contains("Timeouts:Idle", exception.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task WholeAnswer_HasTheTotalTimeoutOnly(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Fail(SimulatedFault.NeverAnswer());

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: false);
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(Timeouts.Total!.Value - Moment);
        Assert.False(asking.IsCompleted);
        gateway.Time.Advance(Moment + Moment);
        GatewayAnswer answer = await asking;

        Assert.Equal("hi", answer.Text);
        Assert.Contains(
            "took more than 100 s in all (Timeouts:Total)", answer.Receipt.Attempts[0].FailureMessage, StringComparison.Ordinal);
        await gateway.First.ClientDisconnected.Bounded();
    }

    /// <summary>A provider that never answers holds no caller for as long as the whole attempt may take.</summary>
    [Theory, MemberData(nameof(Protocols))]
    public async Task SilentProvider_TimesOutAtTheResponseOfARoute(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Gateway = static builder => builder.Configure(static options =>
            {
                options.Timeouts = Timeouts;
                options.Routes["chat"].Timeouts = new() { Response = TimeSpan.FromSeconds(25) };
            }),
        });
        gateway.First.Fail(SimulatedFault.NeverAnswer());

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: false);
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(25) - Moment);
        Assert.False(asking.IsCompleted);
        gateway.Time.Advance(Moment + Moment);
        GatewayAnswer answer = await asking;

        Assert.Equal("hi", answer.Text);
        Assert.Contains(
            "gave no whole answer within 25 s (Timeouts:Response)", answer.Receipt.Attempts[0].FailureMessage, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Timeout, answer.Receipt.Attempts[0].Failure);
        await gateway.First.ClientDisconnected.Bounded();
    }

    [Theory]
    [InlineData(20, null, "Timeouts:Total")]
    [InlineData(null, 20, "Timeouts:Response")]
    public async Task Request_ShortensTheClocksOfItsRoute(int? total, int? response, string setting)
    {
        await using GatewayOverHttp gateway = await StartAsync(SimulatedProtocol.OpenAI);
        gateway.First.Fail(SimulatedFault.NeverAnswer());
        GatewayTimeoutOptions clocks = new()
        {
            Total = total is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Response = response is { } others ? TimeSpan.FromSeconds(others) : null,
        };

        Task<GatewayAnswer> asking = gateway.AskAsync(
            stream: false, options: new ChatOptions().WithGateway(settings => settings with { Timeouts = clocks }));
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(20) + Moment);
        GatewayAnswer answer = await asking;

        Assert.Contains(setting, answer.Receipt.Attempts[0].FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionThatNeverOpens_TimesOut()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        List<Socket> fillers = FillBacklog(listener);
        Assert.SkipWhen(fillers.Count == 0, "This system accepts connections beyond a listener's backlog.");
        try
        {
            await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
            {
                Gateway = static builder => builder.Configure(static options => options.Timeouts = new()
                {
                    Connect = Timeout.InfiniteTimeSpan,
                    FirstToken = Timeout.InfiniteTimeSpan,
                    Total = Timeout.InfiniteTimeSpan,
                }),
                Provider = (index, provider) =>
                {
                    if (index == 0)
                    {
                        provider.Endpoint = new Uri($"http://{listener.LocalEndPoint}/v1/");
                        provider.Timeouts = new() { Connect = TimeSpan.FromSeconds(3) };
                    }
                },
            });

            Task<GatewayAnswer> asking = gateway.AskAsync(stream: true);
            await gateway.AdvanceUntilFailedAsync(0, TimeSpan.FromSeconds(1));
            GatewayAnswer answer = await asking.Bounded();
            Assert.Equal("hi", answer.Text);
            AttemptReceipt failed = answer.Receipt.Attempts[0];
            Assert.Contains("within 3 s (Timeouts:Connect)", failed.FailureMessage, StringComparison.Ordinal);
            Assert.Equal(FailureKind.Timeout, failed.Failure);
            Assert.Equal(0m, failed.CostUsd);
        }
        finally
        {
            fillers.ForEach(static filler => filler.Dispose());
        }
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task AbandonedStream_IsSettledByTheTotalTimeout(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        IAsyncEnumerator<ChatResponseUpdate> abandoned = await ReadToStallAsync(gateway);
        Assert.Equal(1, gateway.Deployment(0).InFlight);

        gateway.Time.Advance(Timeouts.Total!.Value + Moment);

        await gateway.First.ClientDisconnected.Bounded();
        GatewayReceipt receipt = Assert.Single(gateway.Receipts);
        Assert.Equal(AttemptOutcome.Failed, receipt.Outcome);
        Assert.Equal(FailureKind.Timeout, Assert.Single(receipt.Attempts).Failure);
        Assert.Equal(0, gateway.Deployment(0).ConsecutiveFailures);
        Assert.True(receipt.Usage.IsEstimated);
        Assert.Equal(0, gateway.Deployment(0).InFlight);

        // A caller that returns after all gets an exception.
        Exception? late = await Record.ExceptionAsync(() => abandoned.MoveNextAsync().Bounded());
        Assert.IsType<ProviderException>(late);
        Assert.Single(gateway.Receipts);
    }

    private static async Task<IAsyncEnumerator<ChatResponseUpdate>> ReadToStallAsync(GatewayOverHttp gateway)
    {
        // The second piece is so long that the stall is within it, no matter what came before.
        gateway.First.Reply(
            new SimulatedReply { Chunks = ["as far as here", new string('x', 20_000)], Fault = SimulatedFault.Stall(afterBytes: 6_000) });
        IAsyncEnumerator<ChatResponseUpdate> reader = gateway.Stream().GetAsyncEnumerator();
        string text = "";
        while (text != "as far as here")
        {
            Assert.True(await reader.MoveNextAsync().Bounded());
            text += reader.Current.Text;
        }

        await gateway.First.Stalled.Bounded();
        return reader;
    }

    private static Task<GatewayOverHttp> StartAsync(SimulatedProtocol protocol) => GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
    {
        Protocols = [protocol, SimulatedProtocol.OpenAI],
        Gateway = static builder => builder.Configure(static options => options.Timeouts = Timeouts),
    });

    /// <summary>Fills the queue of a listener that never accepts, until a connection attempt hangs; empty if none does.</summary>
    private static List<Socket> FillBacklog(Socket listener)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        List<Socket> fillers = [];
        for (int i = 0; i < 16; i++)
        {
            Socket filler = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            fillers.Add(filler);
            Task connecting = filler.ConnectAsync(listener.LocalEndPoint!);
            if (!connecting.Wait(TimeSpan.FromMilliseconds(100)))
            {
                return fillers;
            }
        }

        fillers.ForEach(static filler => filler.Dispose());
        return [];
    }
}
