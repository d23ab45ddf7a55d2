using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.OpenAICompatible;

/// <summary>A model's reasoning goes back to where it came from, as the service wants it, and nowhere else.</summary>
public sealed class ReasoningReturnTests
{
    private const string DeepSeekAnswer =
        """{"choices":[{"index":0,"message":{"role":"assistant","content":"","reasoning_content":"I look.","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""";

    private const string OpenRouterStream = """
        : OPENROUTER PROCESSING

        data: {"choices":[{"index":0,"delta":{"content":"","reasoning":"I ","reasoning_details":[{"type":"reasoning.text","text":"I ","format":"anthropic-claude-v1","index":0}]}}]}

        data: {"choices":[{"index":0,"delta":{"content":"","reasoning":"look.","reasoning_details":[{"type":"reasoning.text","text":"look.","format":"anthropic-claude-v1","index":0}]}}]}

        data: {"choices":[{"index":0,"delta":{"content":"","reasoning_details":[{"type":"reasoning.text","signature":"c2ln","format":"anthropic-claude-v1","index":0}]}}]}

        data: {"choices":[{"index":0,"delta":{"content":"","reasoning_details":[{"type":"reasoning.encrypted","data":"ZW5j","id":"rs_1","format":"openai-responses-v1","index":0}]}}]}

        data: {"choices":[{"index":0,"delta":{"content":"Warm."},"finish_reason":null}]}

        data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}

        data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":0.0012}}

        data: [DONE]


        """;

    [Theory]
    [InlineData("DeepSeek", "reasoning_content")]
    [InlineData("Fireworks", "reasoning_content")]
    [InlineData("LlamaServer", "reasoning_content")]
    [InlineData("VLLM", "reasoning")]
    public void OwnReasoning_GoesBackWithItsCalls(string type, string field)
    {
        JsonElement message = WriteBack(type, type, DeepSeekAnswer, out ChatCall call).GetProperty("messages")[1];
        Assert.Equal("I look.", message.GetProperty(field).GetString());
        Assert.False(call.HasNotes);
    }

    [Theory]
    [InlineData("DeepSeek", true)]
    [InlineData("Fireworks", false)]
    public void ReasoningWithoutCalls_GoesBackWhereItMay(string type, bool goesBack)
    {
        const string Answer = """{"choices":[{"index":0,"message":{"content":"Warm.","reasoning_content":"I know."},"finish_reason":"stop"}]}""";
        Assert.Equal(goesBack, WriteBack(type, type, Answer, out _).GetProperty("messages")[1].TryGetProperty("reasoning_content", out _));
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("Groq")]
    [InlineData("OpenAICompatible")]
    public void Reasoning_IsLeftOutWhereItIsNotTaken(string type)
    {
        JsonElement message = WriteBack(type, type, DeepSeekAnswer, out ChatCall call).GetProperty("messages")[1];
        Assert.DoesNotContain("I look.", message.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("does not take it back", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignReasoning_StaysOutAndDeepSeekGetsAnEmptyOneForIt()
    {
        JsonElement message = WriteBack("Fireworks", "DeepSeek", DeepSeekAnswer, out ChatCall call).GetProperty("messages")[1];
        Assert.Equal("", message.GetProperty("reasoning_content").GetString());
        Assert.Equal(CallNotes.ForeignReasoning, Assert.Single(call.Notes.All));
    }

    [Fact]
    public void DeepSeekWithoutThinking_NeedsNone()
    {
        ChatMessage[] history = [.. Dialects.Hi, new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "warm")])];
        ChatOptions options = new() { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None } };
        Assert.False(Dialects.Write("DeepSeek", options, history).GetProperty("messages")[1].TryGetProperty("reasoning_content", out _));
        Assert.True(Dialects.Write("DeepSeek", null, history).GetProperty("messages")[1].TryGetProperty("reasoning_content", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OpenRoutersDetails_GoBackAsTheyCame(bool stored)
    {
        const string Details = """[{"type":"reasoning.text","text":"I look.","signature":"c2ln","format":"anthropic-claude-v1","index":0,"unknown":[1.50]},{"type":"reasoning.encrypted","data":"ZW5j","id":"rs_1","index":1}]""";
        string answer = """{"choices":[{"index":0,"message":{"content":"Warm.","reasoning":"I look.","reasoning_details":""" + Details + """},"finish_reason":"stop"}]}""";
        JsonElement message = WriteBack("OpenRouter", "OpenRouter", answer, out ChatCall call, stored).GetProperty("messages")[1];
        Assert.Equal(Details, message.GetProperty("reasoning_details").GetRawText());
        Assert.False(call.HasNotes);
        Assert.DoesNotContain("c2ln", WriteBack("OpenRouter", "DeepSeek", answer, out _).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRoutersDetails_ArePutTogetherFromAStream()
    {
        List<ChatResponseUpdate> updates = await Dialects.StreamAsync("OpenRouter", OpenRouterStream);
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("Warm.", response.Text);
        Assert.Equal("I look.",
            string.Concat(response.Messages[0].Contents.OfType<TextReasoningContent>().Select(static part => part.Text)));
        Assert.Single(updates, static update => update.Contents.OfType<UsageContent>().Any());

        ChatMessage[] history = [.. Dialects.Hi, .. response.Messages, .. Dialects.Hi];
        ChatCall call = ProtocolHarness.Call(history);
        Dialects.AssertJson(
            """
            [{"type":"reasoning.text","text":"I look.","signature":"c2ln","format":"anthropic-claude-v1","index":0},
             {"type":"reasoning.encrypted","data":"ZW5j","id":"rs_1","format":"openai-responses-v1","index":0}]
            """,
            Dialects.Write("OpenRouter", call).GetProperty("messages")[1].GetProperty("reasoning_details"));
        Assert.False(call.HasNotes);
    }

    [Fact]
    public void RecordedDetails_AllGoBack()
    {
        int checkedOnes = 0;
        foreach (JsonElement line in SharedData.Exchanges("openrouter"))
        {
            string body = line.GetProperty("response").GetString()!;
            if (!line.GetProperty("path").GetString()!.EndsWith("/chat/completions", StringComparison.Ordinal) || !body.StartsWith('{')
                || line.GetProperty("status").GetInt32() != 200
                || !JsonElement.Parse(body).GetProperty("choices")[0].GetProperty("message")
                    .TryGetProperty("reasoning_details", out JsonElement details))
            {
                continue;
            }

            ChatMessage answer = Dialects.Read("OpenRouter", body).Messages[0];
            if (answer.Text.Length == 0 && !answer.Contents.OfType<FunctionCallContent>().Any())
            {
                continue; // Cut off while thinking: there is no message to send.
            }

            checkedOnes++;
            ChatMessage results = new(ChatRole.Tool,
                [.. answer.Contents.OfType<FunctionCallContent>().Select(static made => new FunctionResultContent(made.CallId, "ok"))]);
            JsonElement written = Dialects.Write("OpenRouter", null,
                [.. Dialects.Hi, answer, results.Contents.Count > 0 ? results : Dialects.Hi[0]]);
            Assert.Equal(details.GetRawText(), written.GetProperty("messages")[1].GetProperty("reasoning_details").GetRawText());
        }

        Assert.InRange(checkedOnes, 10, 18);
    }

    private static JsonElement WriteBack(string from, string to, string answer, out ChatCall call, bool stored = false)
    {
        ChatMessage message = Dialects.Read(from, answer).Messages[0];
        if (stored)
        {
            message = JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(
                message, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        }

        List<ChatMessage> history = [.. Dialects.Hi, message];
        history.Add(message.Contents.OfType<FunctionCallContent>().Any() ? new(ChatRole.Tool, [new FunctionResultContent("c1", "warm")])
            : Dialects.Hi[0]);
        call = ProtocolHarness.Call(history);
        return Dialects.Write(to, call);
    }
}
