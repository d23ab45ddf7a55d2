using Microsoft.Extensions.AI;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>A field that says nothing (null or empty) decides nothing.</summary>
public sealed class ResponsesEmptyFieldTests
{
    private const string Message = """{"type":"message","content":[{"type":"output_text","text":"hi","refusal":""}]}""";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"code":"","message":null}""")]
    [InlineData("\"\"")]
    public void EmptyError_IsNone(string error) => Assert.Equal("hi", Read(Message, $"\"status\":\"completed\",\"error\":{error}").Text);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("""{"id":""}""")]
    [InlineData("{}")]
    public void EmptyConversation_IsNone(string conversation) => Assert.Null(
        Read(Message, $"\"status\":\"completed\",\"conversation\":{conversation}").ConversationId);

    [Theory]
    [InlineData("\"\"", "TextContent:ok")]
    [InlineData("null", "TextContent:ok")]
    [InlineData("{}", "TextContent:ok")]
    [InlineData("\"it broke\"", "ErrorContent:it broke")]
    [InlineData("""{"type":"mcp_tool_execution_error","message":"it broke"}""", "ErrorContent:it broke")]
    public void McpCall_FailedOnlyWhereItsErrorSaysSo(string error, string expected)
    {
        ChatResponse response = Read($$"""{"type":"mcp_call","id":"m1","name":"f","arguments":"{}","error":{{error}},"output":"ok"}""");
        AIContent output = Assert.Single(response.Messages[0].Contents.OfType<McpServerToolResultContent>().Single().Outputs!);
        Assert.Equal(expected, $"{output.GetType().Name}:{(output as ErrorContent)?.Message ?? output.ToString()}");
    }
}
