using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>Every protocol reads JSON to the same depth, in answers and in streams, and refuses what is deeper.</summary>
public sealed class DepthConformanceTests
{
    private const string Said = "hello";

    public static MatrixTheoryData<SimulatedProtocol, bool> Ways { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Ways))]
    public async Task Answer_IsReadAtTheMaximumDepth(SimulatedProtocol protocol, bool stream)
    {
        GatewayAnswer answer = await AskAsync(protocol, stream, WireJson.MaxDepth);

        Assert.Null(answer.Exception);
        Assert.Equal(Said, answer.Text);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Answer_IsMalformedBeyondTheMaximumDepth(SimulatedProtocol protocol, bool stream)
    {
        GatewayAnswer answer = await AskAsync(protocol, stream, WireJson.MaxDepth + 1);

        Assert.Equal(FailureKind.Malformed, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.Equal("", answer.Text);
    }

    // The object that the field is added to is the first level. The raw answer is captured too, as that is parsed apart.
    private static async Task<GatewayAnswer> AskAsync(SimulatedProtocol protocol, bool stream, int depth)
    {
        byte[] nested = Encoding.UTF8.GetBytes(new string('[', depth - 1) + new string(']', depth - 1));
        RewritingHandler handler = new() { Rewrite = body => AnswerField.Insert(protocol, stream, body, nested, out _) };
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.HttpClient.AddHttpMessageHandler(() => handler),
        });
        gateway.First.Reply(Said);
        ChatOptions options = new ChatOptions().WithGateway(static settings => settings with { CaptureRawRepresentation = true });
        return await gateway.AskAsync(stream, options: options);
    }
}
