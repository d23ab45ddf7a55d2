using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols;

/// <summary>
/// Everything that a reader holds of a stream until it is complete, sent without end: each ends at the bound of the answer, and the
/// message says what filled it.
/// </summary>
public sealed class AnswerBoundTests
{
    private const int Limit = 256 * 1024;
    private const int MostEvents = 20_000;

    private static readonly string Filler = new('x', 4096);

    /// <summary>The type of provider, what fills the bound, the events before, the event that repeats: N counts, X fills.</summary>
    public static TheoryData<string, string, string, string> Accumulators { get; } = new()
    {
        { "OpenAI", "arguments", "", Chunk("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"X"}}]}""") },
        { "OpenAI", "arguments", "", Chunk("""{"tool_calls":[{"index":N,"id":"cN","function":{"name":"f","arguments":"XX"}}]}""") },
        { "OpenAI", "refusal", "", Chunk("""{"refusal":"X"}""") },
        { "OpenAI", "fields", "", """{"choices":[{"index":0,"delta":{},"logprobs":{"content":[{"token":"X"}]}}]}""" },
        { "OpenAI", "name", "", Chunk("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"NX","arguments":""}}]}""") },
        { "OpenRouter", "reasoning", "", Chunk("""{"reasoning_details":[{"type":"reasoning.text","index":0,"text":"X"}]}""") },
        { "OpenRouter", "reasoning", "", Chunk("""{"reasoning_details":[{"type":"reasoning.encrypted","index":0,"data":"X"}]}""") },
        { "OpenRouter", "more than 4096", "", Chunk("""{"reasoning_details":[{"type":"reasoning.text","index":N}]}""") },
        { "Groq", "blocks", "", Chunk("""{"executed_tools":[{"index":N,"type":"search","output":"X"}]}""") },
        { "Mistral", "arguments", "", Chunk("""{"tool_calls":[{"index":0,"id":"abcdefghi","function":{"name":"f","arguments":"X"}}]}""") },
        {
            "Cohere", "arguments",
            """{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"c","function":{"name":"f","arguments":""}}}}}""",
            """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"X"}}}}}"""
        },
        { "Gemini", "citations", "", """{"candidates":[{"citationMetadata":{"citationSources":[{"uri":"https://x.org/X"}]}}]}""" },
        { "Gemini", "fields", "", """{"candidates":[{"logprobsResult":{"chosenCandidates":[{"token":"X"}]}}]}""" },
        { "Anthropic", "arguments", Start("""{"type":"tool_use","id":"c","name":"f","input":{}}"""), Delta("""{"type":"input_json_delta","partial_json":"X"}""") },
        { "Anthropic", "signatures", Start("""{"type":"thinking","thinking":""}"""), Delta("""{"type":"signature_delta","signature":"X"}""") },
        { "Anthropic", "blocks", Start("""{"type":"compaction"}"""), Delta("""{"type":"compaction_delta","content":"X"}""") },
        { "Anthropic", "blocks", "", """{"type":"content_block_start","index":N,"content_block":{"type":"new_block","data":"XX"}}""" },
        { "Anthropic", "more than 4096", "", """{"type":"content_block_start","index":N,"content_block":{"type":"thinking","thinking":""}}""" },
    };

    [Theory, MemberData(nameof(Accumulators))]
    public void PartWithoutEnd_IsMalformed(string type, string what, string before, string repeated)
    {
        IChatStreamReader reader = ProviderTypes.Find(type)!.CreateProtocol(new ProviderOptions())
            .CreateStreamReader(BoundedAttempt.Call(Limit));
        List<ChatResponseUpdate> updates = [];
        if (before.Length > 0)
        {
            reader.Read(default, Encoding.UTF8.GetBytes(before), updates);
        }

        ProviderException exception = Assert.Throws<ProviderException>(() => Repeat(reader, repeated));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.True(what is "name" or "more than 4096" || exception.Message.Contains($"{Limit} bytes", StringComparison.Ordinal),
            exception.Message);
    }

    /// <summary>The type of Bedrock's event is beside its data.</summary>
    [Theory]
    [InlineData("arguments", """{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"c","name":"f"}}}""", """{"contentBlockIndex":0,"delta":{"toolUse":{"input":"X"}}}""")]
    [InlineData("signatures", null, """{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"X"}}}""")]
    [InlineData("blocks", """{"contentBlockIndex":0,"start":{"toolResult":{"toolUseId":"c"}}}""", """{"contentBlockIndex":0,"delta":{"toolResult":[{"text":"X"}]}}""")]
    public void PartOfBedrockWithoutEnd_IsMalformed(string what, string? before, string repeated)
    {
        IChatStreamReader reader = ProviderTypes.Find("Bedrock")!.CreateProtocol(new ProviderOptions())
            .CreateStreamReader(BoundedAttempt.Call(Limit));
        if (before is not null)
        {
            reader.Read("contentBlockStart"u8, Encoding.UTF8.GetBytes(before), []);
        }

        ProviderException exception = Assert.Throws<ProviderException>(() => Repeat(reader, repeated, "contentBlockDelta"));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What is handed on is held no more, so an answer of many calls is not ended.</summary>
    [Fact]
    public void CallsThatEnd_AreNotCountedTogether()
    {
        IChatStreamReader reader = ProviderTypes.Find("Anthropic")!.CreateProtocol(new ProviderOptions())
            .CreateStreamReader(BoundedAttempt.Call(Limit));
        List<ChatResponseUpdate> updates = [];
        string input = """{"type":"input_json_delta","partial_json":"{\"x\":\"Y\"}"}"""
            .Replace("Y", new string('y', 50_000), StringComparison.Ordinal);
        for (int number = 0; number < 100; number++)
        {
            string block = """{"type":"tool_use","id":"cN","name":"f","input":{}}""".Replace("N", $"{number}", StringComparison.Ordinal);
            reader.Read(default, Event($$"""{"type":"content_block_start","index":{{number}},"content_block":{{block}}}"""), updates);
            reader.Read(default, Event($$"""{"type":"content_block_delta","index":{{number}},"delta":{{input}}}"""), updates);
            reader.Read(default, Event($$"""{"type":"content_block_stop","index":{{number}}}"""), updates);
        }

        Assert.Equal(100, updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Count());
    }

    /// <summary>A text that begins with white space could become a thought: that is not waited for without end.</summary>
    [Fact]
    public void WhiteSpaceBeforeAThought_IsShownWhenItIsTooLong()
    {
        IChatStreamReader reader = ProviderTypes.Find("OpenAICompatible")!.CreateProtocol(new ProviderOptions())
            .CreateStreamReader(BoundedAttempt.Call(Limit));
        List<ChatResponseUpdate> updates = [];
        for (int piece = 0; piece < 100; piece++)
        {
            reader.Read(default, Event(Chunk("""{"content":"                                        "}""")), updates);
        }

        Assert.InRange(updates.Sum(static update => update.Text.Length), 3_000, 4_000);
    }

    private static void Repeat(IChatStreamReader reader, string repeated, string type = "")
    {
        List<ChatResponseUpdate> updates = [];
        for (int number = 0; number < MostEvents; number++)
        {
            string data = repeated.Replace("N", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("X", Filler, StringComparison.Ordinal);
            reader.Read(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(data), updates);
            updates.Clear();
        }
    }

    private static byte[] Event(string json) => Encoding.UTF8.GetBytes(json);

    private static string Chunk(string delta) => $$"""{"choices":[{"index":0,"delta":{{delta}}}]}""";

    private static string Start(string block) => $$"""{"type":"content_block_start","index":0,"content_block":{{block}}}""";

    private static string Delta(string delta) => $$"""{"type":"content_block_delta","index":0,"delta":{{delta}}}""";
}
