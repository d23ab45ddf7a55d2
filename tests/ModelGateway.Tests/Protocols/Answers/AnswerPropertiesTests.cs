using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Protocols.OpenAIResponses;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Answers;

/// <summary>
/// What answers say beside their text that Microsoft.Extensions.AI has no type for: additional properties of the response.
/// </summary>
public sealed class AnswerPropertiesTests
{
    private const string GeminiPart = """
        {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP","avgLogprobs":-0.1,
         "safetyRatings":[{"category":"HARM","probability":"LOW"}],"urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://a.example/"}]},
         "groundingMetadata":{"searchEntryPoint":{"renderedContent":"<div/>"}},
         "logprobsResult":{"chosenCandidates":[{"token":"x","logProbability":-0.1}],"topCandidates":[{"candidates":[{"token":"x"}]}]}}],
         "usageMetadata":{"promptTokenCount":1,"trafficType":"ON_DEMAND_PRIORITY"}}
        """;

    [Theory]
    [InlineData("safetyRatings", """[{"category":"HARM","probability":"LOW"}]""")]
    [InlineData("urlContextMetadata", """{"urlMetadata":[{"retrievedUrl":"https://a.example/"}]}""")]
    [InlineData("searchEntryPoint", """{"renderedContent":"<div/>"}""")]
    [InlineData("avgLogprobs", "-0.1")]
    [InlineData("logprobs", """[{"token":"x","logProbability":-0.1}]""")]
    [InlineData("top_logprobs", """[{"candidates":[{"token":"x"}]}]""")]
    [InlineData("service_tier", "\"priority\"")]
    public async Task Gemini_KeepsIt(string name, string expected)
    {
        foreach (IProtocol protocol in (IProtocol[])[GeminiProtocol.Instance, VertexAIProtocol.Instance])
        {
            Check(Read(protocol, GeminiPart), name, expected);
            Check(await StreamAsync(protocol, $"data: {GeminiPart.ReplaceLineEndings("")}\n\n"), name, expected);
        }
    }

    [Fact]
    public void HalvesOfPairsAndEmptyFields_LeaveTheOthersReadable()
    {
        ChatResponse bedrock = Read(new BedrockProtocol("us-east-1"), """
            {"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"end_turn","serviceTier":{"type":null},
             "trace":{"guardrail":{"actionReason":"a\ud83d"}}}
            """);
        JsonElement trace = Assert.IsType<JsonElement>(bedrock.AdditionalProperties!["trace"]);
        Assert.Equal("a\uFFFD", trace.GetProperty("guardrail").GetProperty("actionReason").GetString());
        Assert.False(bedrock.AdditionalProperties.ContainsKey("service_tier"));

        ChatResponse anthropic = Read(AnthropicProtocol.Instance, """
            {"content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","container":null,
             "context_management":{"applied_edits":["\ud83d"]}}
            """);
        JsonElement management = Assert.IsType<JsonElement>(anthropic.AdditionalProperties!["context_management"]);
        Assert.Equal("\uFFFD", management.GetProperty("applied_edits")[0].GetString());
    }

    [Fact]
    public async Task LogProbabilities_OfAStream_AreThoseOfAllItsChunks()
    {
        ChatResponse gemini = await StreamAsync(GeminiProtocol.Instance, """
            data: {"candidates":[{"content":{"parts":[{"text":"a"}]},"logprobsResult":{"chosenCandidates":[{"token":"a"}]}}]}

            data: {"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP","logprobsResult":{"chosenCandidates":[{"token":"b"}]}}]}


            """);
        ChatResponse chat = await StreamAsync(Dialects.Adapter("OpenAI"), """
            data: {"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[{"token":"a"}],"refusal":null}}]}

            data: {"choices":[{"index":0,"delta":{"content":"b"},"logprobs":{"content":[{"token":"b"}]},"finish_reason":"stop"}]}

            data: [DONE]


            """);

        Check(gemini, "logprobs", """[{"token":"a"},{"token":"b"}]""");
        Check(chat, "logprobs", """[{"token":"a"},{"token":"b"}]""");
    }

    [Theory]
    [InlineData("logprobs", """[{"token":"x","logprob":-0.5}]""")]
    [InlineData("moderation", """{"input":{"flagged":false}}""")]
    [InlineData("service_tier", "\"flex\"")]
    public async Task Responses_KeepsIt(string name, string expected)
    {
        const string Item = """{"type":"message","id":"m","content":[{"type":"output_text","text":"x","logprobs":[{"token":"x","logprob":-0.5}]}]}""";
        const string Response = $$$$"""
            {"id":"r","status":"completed","service_tier":"flex","moderation":{"input":{"flagged":false}},"output":[{{{{Item}}}}]}
            """;

        Check(Read(ResponsesBodies.Adapter, Response), name, expected);
        Check(await StreamAsync(ResponsesBodies.Adapter, $$$$"""
            data: {"type":"response.output_text.delta","output_index":0,"delta":"x"}

            data: {"type":"response.output_item.done","output_index":0,"item":{{{{Item}}}}}

            data: {"type":"response.completed","response":{{{{Response.Trim()}}}}}


            """), name, expected);
    }

    [Theory]
    [InlineData("AzureOpenAI", "content_filter_results", """{"hate":{"filtered":false}}""")]
    [InlineData("OpenRouter", "native_finish_reason", "\"STOP\"")]
    [InlineData("Groq", "service_tier", "\"on_demand\"")]
    public async Task ChatCompletions_KeepIt(string type, string name, string expected)
    {
        string beside = name == "service_tier" ? "" : $""","{name}":{expected}""";
        string tier = name == "service_tier" ? $""","{name}":{expected}""" : "";

        Check(Dialects.Read(type, $$$$"""
            {"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"{{{{beside}}}}}]{{{{tier}}}}}
            """), name, expected);
        Check((await Dialects.StreamAsync(type, $$$$"""
            data: {"choices":[{"index":0,"delta":{"content":"x"}{{{{beside}}}}}]{{{{tier}}}}}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """)).ToChatResponse(), name, expected);
    }

    [Theory]
    [InlineData("context_management", """{"applied_edits":[{"type":"clear_tool_uses_20250919"}]}""")]
    [InlineData("container", """{"id":"container_1","expires_at":"2026-12-01T00:00:00Z"}""")]
    [InlineData("service_tier", "\"priority\"")]
    public async Task Anthropic_KeepsIt(string name, string expected)
    {
        const string Container = """{"id":"container_1","expires_at":"2026-12-01T00:00:00Z"}""";
        const string Management = """{"applied_edits":[{"type":"clear_tool_uses_20250919"}]}""";

        Check(Read(AnthropicProtocol.Instance, $$$$"""
            {"content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","container":{{{{Container}}}},"context_management":{{{{Management}}}},
             "usage":{"input_tokens":1,"output_tokens":2,"service_tier":"priority"}}
            """), name, expected);
        Check(await StreamAsync(AnthropicProtocol.Instance, $$$$"""
            event: message_start
            data: {"type":"message_start","message":{"id":"m","container":null,"usage":{"input_tokens":1,"service_tier":"priority"}}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","container":{{{{Container}}}}},"context_management":{{{{Management}}}},"usage":{"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}


            """), name, expected);
    }

    [Fact]
    public void Bedrock_TellsTheTierUnderTheCommonName() => Check(
        Read(new BedrockProtocol("us-east-1"), """
            {"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"end_turn","serviceTier":{"type":"priority"}}
            """),
        "service_tier",
        "\"priority\"");

    private static void Check(ChatResponse response, string name, string expected)
    {
        // Microsoft.Extensions.AI gives the properties of updates that have a message's id to the message.
        object? value = response.AdditionalProperties?.GetValueOrDefault(name)
            ?? response.Messages[^1].AdditionalProperties?.GetValueOrDefault(name);
        JsonElement found = value is string text ? JsonSerializer.SerializeToElement(text) : Assert.IsType<JsonElement>(value);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), found), found.GetRawText());
    }

    private static ChatResponse Read(IProtocol protocol, string body) =>
        protocol.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([new(ChatRole.User, "hi")]));

    private static async Task<ChatResponse> StreamAsync(IProtocol protocol, string stream) =>
        (await ProtocolHarness.ReadStreamAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(stream)))).ToChatResponse();
}
