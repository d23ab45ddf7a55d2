using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>Calls go back as they came: under their ids, and with Google's signatures.</summary>
public sealed class ToolCallReturnTests
{
    private static readonly string Long = "call_0123456789__thought__" + new string('A', 300) + "+/=";

    [Theory]
    [InlineData("OpenAI", true)]
    [InlineData("AzureOpenAI", true)]
    [InlineData("LiteLLM", false)]
    [InlineData("OpenRouter", false)]
    [InlineData("VLLM", false)]
    [InlineData("LlamaServer", false)]
    [InlineData("LMStudio", false)]
    [InlineData("Portkey", false)]
    [InlineData("Groq", false)]
    [InlineData("OpenAICompatible", false)]
    public void Ids_AreMappedOnlyWhereTheyAreLimited(string type, bool mapped)
    {
        foreach (string id in (string[])[Long, "functions.get_weather:0", "call_1"])
        {
            JsonElement messages = Dialects.Write(type, null, History(new FunctionCallContent(id, "f"))).GetProperty("messages");
            string expected = mapped ? ToolCallIds.Map(id, 40) : id;
            Assert.Equal(expected, messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString());
            Assert.Equal(expected, messages[2].GetProperty("tool_call_id").GetString());
        }
    }

    [Fact]
    public async Task Signature_GoesBackToTheSameProtocolAlone()
    {
        const string Call = """{"index":0,"id":"c1","type":"function","extra_content":{"other":1,"google":{"thought_signature":"c2ln"}},"function":{"name":"f","arguments":"{}"}}""";
        ChatResponse whole = Dialects.Read("OpenAICompatible", $$$"""{"choices":[{"index":0,"message":{"tool_calls":[{{{Call}}}]},"finish_reason":"tool_calls"}]}""");
        ChatResponse streamed = (await Dialects.StreamAsync(
            "OpenAICompatible", $$$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{{{Call}}}]},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n")).ToChatResponse();
        foreach (ChatResponse response in (ChatResponse[])[whole, streamed])
        {
            FunctionCallContent read = Assert.Single(response.Messages.SelectMany(static message => message.Contents)
                .OfType<FunctionCallContent>());
            FunctionCallContent stored = JsonSerializer.Deserialize<FunctionCallContent>(
                JsonSerializer.Serialize(read, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
            foreach (FunctionCallContent call in (FunctionCallContent[])[read, stored])
            {
                JsonElement back = Dialects.Write("OpenAICompatible", null, History(call)).GetProperty("messages")[1]
                    .GetProperty("tool_calls")[0];
                Dialects.AssertJson("""{"google":{"thought_signature":"c2ln"}}""", back.GetProperty("extra_content"));
                Assert.False(Dialects.Write("Groq", null, History(call)).GetProperty("messages")[1].GetProperty("tool_calls")[0]
                    .TryGetProperty("extra_content", out _));
            }
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"google":null}""")]
    [InlineData("""{"google":{"thought_signature":null}}""")]
    [InlineData("""{"google":{"thought_signature":""}}""")]
    public void OtherExtras_AreSkipped(string extra) =>
        Assert.Null(Dialects.Read("OpenAICompatible", $$$"""{"choices":[{"index":0,"message":{"tool_calls":[{"id":"c1","extra_content":{{{extra}}},"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""")
            .Messages[0].Contents.OfType<FunctionCallContent>().Single().AdditionalProperties);

    private static ChatMessage[] History(FunctionCallContent call) =>
        [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "1")])];
}
