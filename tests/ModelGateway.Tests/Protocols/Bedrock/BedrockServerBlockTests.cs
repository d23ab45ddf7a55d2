using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>The tools that Bedrock runs, as the types that Microsoft.Extensions.AI has, with the block that goes back.</summary>
public sealed class BedrockServerBlockTests
{
    [Fact]
    public void CodeInterpreter_IsReadable()
    {
        CodeInterpreterToolCallContent call = Assert.IsType<CodeInterpreterToolCallContent>(Create("""
            {"toolUse":{"toolUseId":"t1","name":"nova_code_interpreter","type":"server_tool_use","input":{"snippet":"print(1)"}}}
            """));
        CodeInterpreterToolResultContent result = Assert.IsType<CodeInterpreterToolResultContent>(Create("""
            {"toolResult":{"toolUseId":"t1","type":"nova_code_interpreter_result","content":[{"json":{"stdOut":"1","stdErr":"warned","exitCode":0}}]}}
            """));

        Assert.Equal(("t1", "print(1)"), (call.CallId, Assert.IsType<TextContent>(Assert.Single(call.Inputs!)).Text));
        Assert.Equal("t1", result.CallId);
        Assert.Equal("1", Assert.IsType<TextContent>(result.Outputs![0]).Text);
        Assert.Equal("warned", Assert.IsType<ErrorContent>(result.Outputs[1]).Message);
    }

    [Fact]
    public void Grounding_IsAWebSearch()
    {
        const string Block = """{"toolUse":{"toolUseId":"t1","name":"nova_grounding","type":"server_tool_use","input":{"query":"sky"}}}""";

        AIContent content = Create(Block);

        Assert.Equal("sky", Assert.Single(Assert.IsType<WebSearchToolCallContent>(content).Queries!));
        Assert.Equal(Block, RawBlock.Get(content, BedrockProtocol.ProtocolName));
    }

    [Theory]
    [InlineData("""{"toolUse":{"toolUseId":"t1","name":"another","type":"server_tool_use","input":7}}""")]
    [InlineData("""{"toolResult":null}""")]
    [InlineData("""{"video":{"format":"mp4"}}""")]
    public void AnotherBlock_IsAPlainContent(string block)
    {
        AIContent content = Create(block);

        Assert.Equal(typeof(AIContent), content.GetType());
        Assert.Equal(block, RawBlock.Get(content, BedrockProtocol.ProtocolName));
    }

    private static AIContent Create(string block) => BedrockServerBlock.Create(Encoding.UTF8.GetBytes(block.Trim()));
}
