using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>Bytes that are no text, and marks before it, in every protocol.</summary>
public sealed class IllFormedTextTests
{
    private const string Said = "Mark";

    public static MatrixTheoryData<SimulatedProtocol, bool> Ways { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    /// <summary>C3 begins a letter of two bytes, and 28 does not end it.</summary>
    [Theory, MemberData(nameof(Ways))]
    public async Task BytesThatAreNoText_AreMalformed(SimulatedProtocol protocol, bool stream)
    {
        GatewayAnswer answer = await AskAsync(protocol, stream, body => Replace(protocol, stream, body, [0xC3, 0x28]));

        ProviderException exception = Assert.IsType<ProviderException>(answer.Exception);
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    /// <summary>Half of a surrogate pair becomes U+FFFD, as models write it now and then.</summary>
    [Theory, MemberData(nameof(Ways))]
    public async Task HalfOfAPair_BecomesTheReplacementCharacter(SimulatedProtocol protocol, bool stream)
    {
        GatewayAnswer answer = await AskAsync(protocol, stream, body => Replace(protocol, stream, body, "\\ud800"u8.ToArray()));

        Assert.Null(answer.Exception);
        Assert.Equal("\uFFFD", answer.Text);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task ByteOrderMark_IsPassedOver(SimulatedProtocol protocol, bool stream)
    {
        GatewayAnswer answer = await AskAsync(
            protocol, stream, body => protocol == SimulatedProtocol.Bedrock && stream ? body : [0xEF, 0xBB, 0xBF, .. body]);

        Assert.Null(answer.Exception);
        Assert.Equal(Said, answer.Text);
    }

    private static async Task<GatewayAnswer> AskAsync(SimulatedProtocol protocol, bool stream, Func<byte[], byte[]> rewrite)
    {
        RewritingHandler handler = new();
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.HttpClient.AddHttpMessageHandler(() => handler),
        });
        gateway.First.Reply(new SimulatedReply { Text = Said });
        Assert.Equal(Said, (await gateway.AskAsync(stream)).Text);
        handler.Rewrite = rewrite;
        return await gateway.AskAsync(stream);
    }

    private static byte[] Replace(SimulatedProtocol protocol, bool stream, byte[] body, byte[] by)
    {
        if (protocol != SimulatedProtocol.Bedrock || !stream)
        {
            return Replace(body, by);
        }

        List<byte> frames = [];
        for (int at = 0; at < body.Length;)
        {
            int total = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at));
            int start = 12 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 4));
            frames.AddRange(BedrockFrames.Frame(Replace(body[(at + start)..(at + total - 4)], by), body[(at + 12)..(at + start)]));
            at += total;
        }

        return [.. frames];
    }

    private static byte[] Replace(byte[] body, byte[] by)
    {
        string latin = Encoding.Latin1.GetString(body);
        return Encoding.Latin1.GetBytes(latin.Replace(Said, Encoding.Latin1.GetString(by), StringComparison.Ordinal));
    }
}
