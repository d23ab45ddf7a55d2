using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>The bound of an answer, over HTTP, in every protocol.</summary>
public sealed class AnswerLimitTests
{
    private const int Limit = 100_000;
    private static readonly string Long = string.Concat(Enumerable.Repeat("a long answer ", 20_000));

    public static TheoryData<SimulatedProtocol> Protocols { get; } = new(GatewayOverHttp.Protocols);

    [Theory, MemberData(nameof(Protocols))]
    public Task WholeAnswer_BeyondTheBoundIsMalformed(SimulatedProtocol protocol) => AssertRefusedAsync(protocol, new(), stream: false);

    [Theory, MemberData(nameof(Protocols))]
    public Task CollectedStream_BeyondTheBoundIsMalformed(SimulatedProtocol protocol) =>
        AssertRefusedAsync(protocol, new ChatOptions().WithGateway(static settings => settings with { StreamUpstream = true }),
            stream: false);

    /// <summary>What the caller reads as it comes is not held.</summary>
    [Theory, MemberData(nameof(Protocols))]
    public async Task Stream_IsNotBounded(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = Long, ChunkLength = 1_000 });

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Null(answer.Exception);
        Assert.Equal(Long, answer.Text);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task AnswerWithinTheBound_IsWhole(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol, limit: 4 * Long.Length);
        gateway.First.Reply(new SimulatedReply { Text = Long, ChunkLength = 1_000 },
            new SimulatedReply { Text = Long, ChunkLength = 1_000 });

        GatewayAnswer whole = await gateway.AskAsync(stream: false);
        GatewayAnswer collected = await gateway.AskAsync(
            stream: false, options: new ChatOptions().WithGateway(static settings => settings with { StreamUpstream = true }));

        Assert.Equal((Long, Long), (whole.Text, collected.Text));
    }

    private static async Task AssertRefusedAsync(SimulatedProtocol protocol, ChatOptions options, bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = Long, ChunkLength = 1_000 });

        GatewayAnswer answer = await gateway.AskAsync(stream, options: options);

        ProviderException exception = Assert.IsType<ProviderException>(answer.Exception);
        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains($"{Limit} bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxAnswerBytes", exception.Message, StringComparison.Ordinal);
    }

    private static Task<GatewayOverHttp> StartAsync(SimulatedProtocol protocol, int limit = Limit) =>
        GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.Configure(options => options.MaxAnswerBytes = limit),
        });
}
