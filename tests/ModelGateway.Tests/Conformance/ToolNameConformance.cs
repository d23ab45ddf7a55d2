using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>Names of tools that a service refuses are sent under others, and come back as they were, by every protocol.</summary>
public sealed partial class ToolNameConformance
{
    private static readonly string[] Names =
        ["files.read", "files/read", "read files", "1st", "weather", $"mcp__{new string('x', 90)}", "größe", "files_read"];

    public static MatrixTheoryData<SimulatedProtocol, bool> Protocols { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Protocols))]
    public async Task Names_ComeBackAsTheyWere_InEveryTurn(SimulatedProtocol protocol, bool stream)
    {
        ToolNames rule = new(RuleOf(protocol));
        List<ChatMessage> history = [new(ChatRole.User, "Read it.")];
        ChatOptions options = new() { MaxOutputTokens = 100, Tools = [.. Names.Select(Tool)] };
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        foreach (string name in Names)
        {
            string sent = rule.Takes(name) ? name : ToolNames.Map(name);
            gateway.First.Reply(new SimulatedReply { ToolCalls = [new SimulatedToolCall(sent, "{}")] });

            GatewayAnswer answer = await gateway.AskAsync(stream, history, options);

            Assert.Null(answer.Exception);
            ChatResponse response = answer.Response ?? answer.Updates.ToChatResponse();
            FunctionCallContent call = Assert.Single(response.Messages.SelectMany(static message => message.Contents)
                .OfType<FunctionCallContent>());
            Assert.Equal(name, call.Name);
            history.AddRange(response.Messages);
            history.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "done")]));
        }

        string last = gateway.First.Requests[^1].Body.GetRawText();
        string[] written = [.. Name().Matches(last).Select(static match => match.Groups[1].Value)];
        Assert.All(Names[..^1], name => Assert.InRange(
            written.Count(one => one == (rule.Takes(name) ? name : ToolNames.Map(name))), 2, 3));
        Assert.Equal("files.read", ((AIFunctionDeclaration)options.Tools![0]).Name);
    }

    [Fact]
    public void MappedNames_AreTaken_AndDiffer()
    {
        string[] mapped = [.. Names.Append("").Append("_").Select(ToolNames.Map)];

        Assert.All(mapped, static name => Assert.True(new ToolNames(ToolNameRule.Usual).Takes(name), name));
        Assert.All(mapped, static name => Assert.True(new ToolNames(ToolNameRule.Identifier).Takes(name), name));
        Assert.Equal(mapped.Length, mapped.Distinct(StringComparer.Ordinal).Count());
        Assert.StartsWith("files_read_", ToolNames.Map("files.read"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ThatAreTaken_CostNothing()
    {
        ChatCall call = ProtocolHarness.Call([new(ChatRole.User, "hi")], new ChatOptions { Tools = [Tool("weather")] });
        ChatOptions? options = call.Options;
        ToolNaming.Apply(call, ToolNameRule.Usual, hasCalls: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ToolNaming.Apply(call, ToolNameRule.Usual, hasCalls: true);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99); // Less than a byte for each: nothing.
        Assert.Same(options, call.Options);
        Assert.Null(call.ToolNames);
    }

    private static AIFunctionDeclaration Tool(string name) =>
        AIFunctionFactory.CreateDeclaration(name, "Reads.", JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""));

    private static ToolNameRule RuleOf(SimulatedProtocol protocol) => protocol switch
    {
        SimulatedProtocol.Gemini => ToolNameRule.Identifier,
        SimulatedProtocol.Ollama => ToolNameRule.Any,
        _ => ToolNameRule.Usual,
    };

    [GeneratedRegex("\"name\":\\s*\"([^\"]*)\"")]
    private static partial Regex Name();
}
