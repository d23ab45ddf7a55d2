using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Cohere;

public sealed class CohereThoughtTests
{
    [Fact]
    public async Task ThoughtAndAPlan_StayApartInAStream()
    {
        string[] events =
        [
            """{"id":"i1","type":"message-start","delta":{"message":{"role":"assistant"}}}""",
            """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Let me "}}}}""",
            """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"see."}}}}""",
            """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I ask"}}}""",
            """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":" f."}}}""",
            """{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"f_1","type":"function","function":{"name":"f","arguments":"{}"}}}}}""",
            """{"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"tokens":{"input_tokens":1,"output_tokens":1}}}}""",
        ];
        string stream = string.Concat(events.Select(static data => $"data: {data}\n\n")) + "data: [DONE]\n\n";
        CohereProtocol adapter = CohereProtocol.Instance;
        ChatResponse response = (await ProtocolHarness.ReadStreamAsync(adapter, new MemoryStream(Encoding.UTF8.GetBytes(stream))))
            .ToChatResponse();
        Assert.Equal(["Let me see.", "I ask f."], response.Messages.SelectMany(static message => message.Contents)
            .OfType<TextReasoningContent>().Select(static part => part.Text));
        JsonElement back = ProtocolHarness.Write(adapter, ProtocolHarness.Call(
            [new(ChatRole.User, "hi"), .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent("f_1", "1")])]))
                .GetProperty("messages")[1];
        Assert.Equal("I ask f.", back.GetProperty("tool_plan").GetString());
        Assert.Equal("Let me see.", back.GetProperty("content")[0].GetProperty("thinking").GetString());
    }
}
