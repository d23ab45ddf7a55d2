using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

public sealed class ThinkTagOriginTests
{
    [Fact]
    public async Task ThoughtsBetweenTags_AreTheServersOwn()
    {
        const string Stream = """
            data: {"choices":[{"index":0,"delta":{"content":"<think>I lo"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":"ok.</think>"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """;
        ChatResponse response = (await Dialects.StreamAsync("VLLM", Stream)).ToChatResponse();
        ChatCall call =
            ProtocolHarness.Call([.. Dialects.Hi, .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent("c1", "1")])]);
        Assert.Equal("I look.", Dialects.Write("VLLM", call).GetProperty("messages")[1].GetProperty("reasoning").GetString());
        Assert.Empty(call.Notes.All);
    }
}
