using System.Reflection;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Protocols.OpenAIResponses;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Costs.Usage;

public sealed class UsageCountsTests
{
    private const string Chat = """{"choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":U}""";

    // As the services document their answers, each with numbers of its own.
    private static readonly (IProtocol Protocol, string Body)[] Documented =
    [
        (AnthropicProtocol.Instance, """
            {"content":[{"type":"text","text":"x"}],"usage":{"input_tokens":1,"output_tokens":2,"cache_read_input_tokens":3,
             "cache_creation_input_tokens":9,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":5},
             "server_tool_use":{"web_search_requests":1,"web_fetch_requests":2,"code_execution_requests":3},
             "iterations":[{"type":"advisor_message","model":"a","input_tokens":1,"cache_read_input_tokens":2,"cache_creation_input_tokens":3,"output_tokens":4},
              {"type":"compaction","input_tokens":1,"cache_read_input_tokens":2,"cache_creation_input_tokens":3,"output_tokens":4}]}}
            """),
        (new BedrockProtocol("us-east-1"), """
            {"output":{"message":{"content":[{"text":"x"}]}},"usage":{"inputTokens":1,"outputTokens":2,"cacheWriteInputTokens":3}}
            """),
        (GeminiProtocol.Instance, """
            {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":100,
             "candidatesTokenCount":100,"thoughtsTokenCount":3,"toolUsePromptTokenCount":4,"cachedContentTokenCount":40,
             "promptTokensDetails":[{"modality":"AUDIO","tokenCount":20},{"modality":"IMAGE","tokenCount":20},
              {"modality":"VIDEO","tokenCount":20},{"modality":"DOCUMENT","tokenCount":20}],
             "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10},{"modality":"IMAGE","tokenCount":10},
              {"modality":"VIDEO","tokenCount":10},{"modality":"DOCUMENT","tokenCount":10}],
             "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":10},{"modality":"AUDIO","tokenCount":10}]}}
            """),
        (CohereProtocol.Instance, """
            {"message":{"role":"assistant","content":[{"type":"text","text":"x"}]},"finish_reason":"COMPLETE","usage":{
             "billed_units":{"input_tokens":1,"output_tokens":2,"image_tokens":3,"search_units":4,"images":5},
             "tokens":{"input_tokens":6,"output_tokens":7},"cached_tokens":8}}
            """),
        (MistralProtocol.Instance, Chat.Replace("U", """{"prompt_tokens":1,"completion_tokens":2,"prompt_audio_seconds":3}""")),
        (Dialects.Adapter("OpenAI"), Chat.Replace("U", """
            {"prompt_tokens":1,"completion_tokens":20,"completion_tokens_details":{"accepted_prediction_tokens":3,"rejected_prediction_tokens":4}}
            """)),
        (Dialects.Adapter("Perplexity"), Chat.Replace("U", """{"prompt_tokens":1,"completion_tokens":2,"citation_tokens":3}""")),
        (ResponsesBodies.Adapter, """
            {"id":"r","status":"completed","output":[{"type":"file_search_call","id":"f"},{"type":"mcp_call","id":"m","name":"n"}],
             "tool_usage":{"image_gen":{"input_tokens":8,"output_tokens":9,"total_tokens":17}},
             "usage":{"input_tokens":1,"output_tokens":2,"cost_in_usd_ticks":3,"num_sources_used":4,"num_server_side_tools_used":5}}
            """),
    ];

    [Fact]
    public void ReadCacheWrite_ReadsOurNameBeforeTheSdks()
    {
        Assert.Equal(5, UsageCounts.ReadCacheWrite(new() { ["CacheCreationInputTokens"] = 5 }));
        Assert.Equal(7, UsageCounts.ReadCacheWrite(new() { ["CacheCreationInputTokens"] = 5, [UsageCounts.CacheWrite] = 7 }));
        Assert.Equal(0, UsageCounts.ReadCacheWrite(new() { [UsageCounts.CacheWrite1Hour] = 7 }));
        Assert.Equal(0, UsageCounts.ReadCacheWrite(null));
    }

    [Fact]
    public void EveryCount_IsFilledByADocumentedAnswer()
    {
        HashSet<string> filled = [.. Documented.SelectMany(static answer => Read(answer).AdditionalCounts?.Keys ?? [])];
        string[] names =
        [
            .. typeof(UsageCounts).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(static field => (string)field.GetValue(null)!),
        ];

        Assert.True(names.Length > 30);
        Assert.Empty(names.Except(filled, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryBucketOfAReceipt_IsFilledByADocumentedAnswer()
    {
        TokenUsage[] usages = [.. Documented.Select(static answer => TokenUsage.From(Read(answer)))];
        string[] empty =
        [
            .. typeof(TokenUsage).GetProperties().Where(static property => property.PropertyType == typeof(long))
                .Where(property => !usages.Any(usage => (long)property.GetValue(usage)! > 0)).Select(static property => property.Name),
        ];

        Assert.Empty(empty);
    }

    /// <summary>The counts that a service gives under a name of its own.</summary>
    [Theory]
    [InlineData("OpenRouter", """{"prompt_tokens":9,"server_tool_use_details":{"web_search_requests":2}}""", UsageCounts.WebSearches, 2)]
    [InlineData("OpenRouter", """{"prompt_tokens":9,"server_tool_use":{"web_search_requests":2},"server_tool_use_details":{"web_search_requests":2}}""", UsageCounts.WebSearches, 2)]
    [InlineData("OpenRouter", """{"prompt_tokens":9,"prompt_tokens_details":{"video_tokens":4}}""", UsageCounts.InputVideo, 4)]
    [InlineData("OpenRouter", """{"completion_tokens":9,"completion_tokens_details":{"image_tokens":4}}""", UsageCounts.OutputImage, 4)]
    [InlineData("XAI", """{"prompt_tokens":9,"num_sources_used":3}""", UsageCounts.Sources, 3)]
    [InlineData("XAI", """{"prompt_tokens":9,"server_side_tool_usage_details":{"web_search_calls":2,"x_search_calls":0}}""", UsageCounts.WebSearches, 2)]
    [InlineData("XAI", """{"prompt_tokens":9,"server_side_tool_usage_details":{"x_search_calls":3,"mcp_calls":1}}""", UsageCounts.OtherServerTools, 4)]
    [InlineData("XAI", """{"prompt_tokens":9,"server_side_tool_usage_details":{"code_interpreter_calls":1}}""", UsageCounts.CodeExecutions, 1)]
    public void Count_OfOneService_IsRead(string type, string usage, string name, long expected) =>
        Assert.Equal(expected, Dialects.ReadUsage(type, usage).Usage!.AdditionalCounts![name]);

    private static UsageDetails Read((IProtocol Protocol, string Body) answer) => answer.Protocol.ReadResponse(
        Encoding.UTF8.GetBytes(answer.Body), ProtocolHarness.Call([new(ChatRole.User, "hi")])).Usage!;
}
