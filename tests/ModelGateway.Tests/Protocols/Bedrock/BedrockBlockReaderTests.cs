using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Contents;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>A field that says nothing (null, empty, or a type that every call has) does not decide what a block is.</summary>
public sealed class BedrockBlockReaderTests
{
    private static readonly BedrockProtocol Adapter = new("us-east-1");

    [Theory]
    [InlineData("""{"toolUse":{"toolUseId":"t1","name":"get_time","input":{"zone":"UTC"},"type":"tool_use"}}""")]
    [InlineData("""{"toolUse":{"type":null,"toolUseId":"t1","name":"get_time","input":{"zone":"UTC"}}}""")]
    [InlineData("""{"toolUse":{"type":"","toolUseId":"t1","name":"get_time","input":{"zone":"UTC"}}}""")]
    [InlineData("""{"toolUse":{"toolUseId":"t1","name":"get_time","input":{"zone":"UTC"}},"text":null,"image":null,"reasoningContent":null}""")]
    public void Call_IsTheApplicationsUnlessBedrockRunsIt(string block)
    {
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(Read(block)));
        Assert.Equal(("t1", "get_time", "UTC"), (call.CallId, call.Name, call.Arguments!["zone"]!.ToString()));
    }

    [Fact]
    public void ServerCall_IsKeptAsItCame()
    {
        const string Block = """{"toolUse":{"toolUseId":"t1","name":"nova_grounding","input":{},"type":"server_tool_use"}}""";
        Assert.Equal(Block, RawBlock.Get(Assert.Single(Read(Block)), BedrockProtocol.ProtocolName));
    }

    [Theory]
    [InlineData("\"type\":\"tool_use\",", true)]
    [InlineData("\"type\":\"\",", true)]
    [InlineData("\"type\":null,", true)]
    [InlineData("", true)]
    [InlineData("\"type\":\"server_tool_use\",", false)]
    public async Task StreamedCall_IsTheApplicationsUnlessBedrockRunsIt(string type, bool isApplications)
    {
        AIContent[] contents = await ReadStreamAsync(
            ("contentBlockStart", $$$$"""{"contentBlockIndex":0,"start":{"toolUse":{{{{{type}}}}"toolUseId":"t1","name":"get_time"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"zone\":\"UTC\"}"}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":0}"""));
        FunctionCallContent[] calls = [.. contents.OfType<FunctionCallContent>()];
        Assert.Equal(isApplications ? ["get_time(UTC)"] : [], calls.Select(static call => $"{call.Name}({call.Arguments!["zone"]})"));
        Assert.Equal(!isApplications, contents.Any(static content => RawBlock.Get(content, BedrockProtocol.ProtocolName) is not null));
    }

    [Theory]
    [InlineData("""{"text":"hi","toolUse":null,"image":null}""", "TextContent:hi")]
    [InlineData("""{"text":"hi","citationsContent":null}""", "TextContent:hi")]
    [InlineData("""{"reasoningContent":{"reasoningText":{"text":"hm"},"redactedContent":null}}""", "TextReasoningContent:hm")]
    [InlineData("""{"reasoningContent":{"redactedContent":"","reasoningText":{"text":"hm"}}}""", "TextReasoningContent:hm")]
    [InlineData("""{"citationsContent":{"content":[{"text":"so"}],"citations":[null,{}]}}""", "TextContent:so")]
    [InlineData("""{"text":"","toolUse":null}""", "")]
    [InlineData("""{"text":null}""", "")]
    [InlineData("{}", "")]
    public void EmptyField_DecidesNothing(string block, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read(block).Select(static content => $"{content.GetType().Name}:{content}")));

    [Fact]
    public void UnknownField_KeepsABlockWhoseKnownFieldsAreNull()
    {
        const string Block = """{"text":null,"novel":{"a":1}}""";
        Assert.Equal(Block, RawBlock.Get(Assert.Single(Read(Block)), BedrockProtocol.ProtocolName));
    }

    [Fact]
    public void EmptyCitation_IsNone() => Assert.Null(
        Assert.Single(Read("""{"citationsContent":{"content":[{"text":"so"}],"citations":[null,{}]}}""")).Annotations);

    [Fact]
    public async Task EmptyFieldOfAStream_DecidesNothing()
    {
        AIContent[] contents = await ReadStreamAsync(
            ("contentBlockStart", """{"contentBlockIndex":0,"start":{"toolUse":null,"toolResult":null,"image":null}}"""),
            ("contentBlockStart", """{"contentBlockIndex":0,"start":null}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a","toolUse":null,"reasoningContent":null,"image":null}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"","citation":null}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"citation":{}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":""},"reasoningContent":{"text":"b"}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"","redactedContent":""}}}"""),
            ("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"image":{"source":{"bytes":null}}}}"""),
            ("contentBlockStop", """{"contentBlockIndex":0}"""));
        Assert.Equal("TextContent:a TextReasoningContent:b",
            string.Join(' ', contents.Select(static content => $"{content.GetType().Name}:{content}")));
    }

    private static IList<AIContent> Read(string block) => Adapter.ReadResponse(
        Encoding.UTF8.GetBytes($$$"""{"output":{"message":{"role":"assistant","content":[{{{block}}}]}},"stopReason":"tool_use"}"""),
        ProtocolHarness.Call([])).Messages[0].Contents;

    private static async Task<AIContent[]> ReadStreamAsync(params (string Type, string Json)[] events)
    {
        (string, string)[] all = [("messageStart", """{"role":"assistant"}"""), .. events, ("messageStop", """{"stopReason":"tool_use"}""")];
        byte[] bytes = [.. all.SelectMany(static e => BedrockFrames.Event(e.Item1, Encoding.UTF8.GetBytes(e.Item2)))];
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes));
        return [.. updates.SelectMany(static update => update.Contents)];
    }
}
