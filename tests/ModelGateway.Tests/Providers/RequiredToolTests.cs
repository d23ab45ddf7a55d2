using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

public sealed class RequiredToolTests
{
    [Theory]
    [InlineData("LMStudio")]
    [InlineData("LlamaServer")]
    public void TheOtherTools_AreNotLeftOutSilently(string type)
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi,
            new ChatOptions { Tools = [Dialects.Weather, Dialects.Clock], ToolMode = ChatToolMode.RequireSpecific("clock") });
        Assert.Equal(1, Dialects.Write(type, call).GetProperty("tools").GetArrayLength());
        Assert.Contains(call.Notes.All, static note => note.StartsWith("Only the tool 'clock' was sent", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LMStudio")]
    [InlineData("LlamaServer")]
    public void ARequiredTool_MustBeThere(string type)
    {
        ProviderException thrown = Assert.Throws<ProviderException>(
            () => Dialects.Write(type, new ChatOptions { Tools = [Dialects.Weather], ToolMode = ChatToolMode.RequireSpecific("clock") }));
        Assert.Equal(FailureKind.Unsupported, thrown.Failure.Kind);
        Assert.Contains("'clock'", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("Anthropic")]
    [InlineData("Gemini")]
    [InlineData("Bedrock")]
    [InlineData("Mistral")]
    [InlineData("Cohere")]
    [InlineData("Ollama")]
    public void ARequiredCallWithoutTools_IsNoted(string type)
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi, new ChatOptions { ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 9 });
        IProtocol adapter = ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions { Type = type, Region = "us-east-1" });
        Assert.False(ProtocolHarness.Write(adapter, call).TryGetProperty("tool_choice", out _));
        Assert.Contains("ToolMode was not sent: the request has no tools.", call.Notes.All);
    }

    [Fact]
    public void ARequiredCallWithoutTools_IsNotedToo_WhereTheHistoryCalls()
    {
        ChatCall call = ProtocolHarness.Call(
            [.. Dialects.Hi, new(ChatRole.Assistant, [new FunctionCallContent("c1", "f")]),
                new(ChatRole.Tool, [new FunctionResultContent("c1", "1")])],
            new ChatOptions { ToolMode = ChatToolMode.RequireAny });
        IProtocol adapter = ProviderTypes.Find("Bedrock")!.CreateProtocol(new ProviderOptions { Type = "Bedrock", Region = "us-east-1" });
        Assert.False(ProtocolHarness.Write(adapter, call).GetProperty("toolConfig").TryGetProperty("toolChoice", out _));
        Assert.Contains("ToolMode was not sent: the request has no tools.", call.Notes.All);
    }
}
