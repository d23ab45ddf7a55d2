using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>A wish not to be shown the reasoning, where reasoning comes anyway.</summary>
public sealed class HiddenReasoningTests
{
    [Theory]
    [InlineData("DeepSeek", ReasoningEffort.High, true)]
    [InlineData("DeepSeek", ReasoningEffort.None, false)]
    [InlineData("Qwen", null, true)]
    [InlineData("Groq", null, true)]
    [InlineData("VLLM", ReasoningEffort.Low, true)]
    [InlineData("Cohere", ReasoningEffort.High, true)]
    [InlineData("Cohere", ReasoningEffort.None, false)]
    [InlineData("Mistral", null, true)]
    [InlineData("OpenAI", ReasoningEffort.High, false)]
    [InlineData("OpenRouter", ReasoningEffort.High, false)]
    public void None_IsNoted_WhereItHasNoField(string type, ReasoningEffort? effort, bool noted)
    {
        ChatCall call = ProtocolHarness.Call(Dialects.Hi,
            new ChatOptions { Reasoning = new() { Effort = effort, Output = ReasoningOutput.None } });
        Dialects.Write(type, call);
        Assert.Equal(noted, call.Notes.All.Any(static note => note.StartsWith("Reasoning.Output was not sent", StringComparison.Ordinal)));
    }
}
