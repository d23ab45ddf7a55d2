using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicResponseTests
{
    private const string EveryKind =
        """
        {"model":"claude-x","novel":{"a":[1]},"content":[
          {"thinking":"t","signature":"s==","type":"thinking"},{"type":"redacted_thinking","data":"d"},
          {"type":"text","text":"cited","citations":[{"type":"char_location","cited_text":"c","document_title":"D","document_index":0,"start_char_index":3,"end_char_index":9,"file_id":"file_1"}]},
          {"type":"text","text":"","citations":null},
          {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":[1]}},{"type":"tool_use","name":"g","input":[]},
          {"type":"server_tool_use","id":"srv","name":"code_execution","input":{"code":"1+1"}},
          {"type":"code_execution_tool_result","tool_use_id":"srv","content":{"type":"code_execution_result","stdout":"2","stderr":"","return_code":0,"content":[]}},
          {"type":"novel_block","x":1}],
         "id":"msg_1","role":"assistant","stop_reason":"stop_sequence","stop_sequence":"###","usage":{"input_tokens":1,"output_tokens":2}}
        """;

    [Fact]
    public void Answer_IsReadWithItsTextAndThoughts()
    {
        ChatResponse response = Read(EveryKind);
        IList<AIContent> contents = response.Messages[0].Contents;
        Assert.Equal(("msg_1", "msg_1", "claude-x", ChatFinishReason.Stop),
            (response.ResponseId, response.Messages[0].MessageId, response.ModelId, response.FinishReason!.Value));
        Assert.Equal("###", response.AdditionalProperties!["stop_sequence"]);
        Assert.Equal(("t", "s=="), contents[0] is TextReasoningContent reasoning ? (reasoning.Text, reasoning.ProtectedData) : default);
        CitationAnnotation citation = Assert.IsType<CitationAnnotation>(contents[2].Annotations!.Single());
        Assert.Equal(("D", "c", "file_1", (object)3L),
            (citation.Title, citation.Snippet, citation.FileId, citation.AdditionalProperties!["start_char_index"]));
        Assert.Equal((0, 5), citation.AnnotatedRegions!.Cast<TextSpanAnnotatedRegion>()
            .Select(static r => (r.StartIndex!.Value, r.EndIndex!.Value)).Single());
    }

    [Fact]
    public void Answer_IsReadWithItsCallsAndServerTools()
    {
        IList<AIContent> contents = Read(EveryKind).Messages[0].Contents;
        Assert.Equal("[1]", contents[3] is FunctionCallContent call ? call.Arguments!["a"]!.ToString() : null);
        FunctionCallContent odd = Assert.IsType<FunctionCallContent>(contents[4]);
        Assert.True(ToolCallIds.IsMinted(odd.CallId) && odd.Exception is JsonException);
        Assert.Equal("1+1", Assert.IsType<CodeInterpreterToolCallContent>(contents[5]).Inputs!.Single().ToString());
        Assert.Equal("2", Assert.IsType<CodeInterpreterToolResultContent>(contents[6]).Outputs!.Single().ToString());
        Assert.Equal(8, contents.Count);
    }

    [Fact]
    public void AdvisorAndCompactionPasses_AreKeptApart()
    {
        UsageDetails usage = Read(
            """
            {"content":[],"usage":{"input_tokens":10,"output_tokens":20,"iterations":[
              {"type":"message","input_tokens":10,"output_tokens":20},
              {"type":"advisor_message","model":"claude-big","input_tokens":100,"cache_read_input_tokens":5,"cache_creation_input_tokens":6,"output_tokens":30},
              {"input_tokens":1000,"output_tokens":40,"type":"compaction","cache_creation":{}}, {"type":"advisor_message","input_tokens":1,"output_tokens":1}, {"novel":1}]}}
            """).Usage!;
        Assert.Equal((10, 20, 30), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        AdditionalPropertiesDictionary<long> counts = usage.AdditionalCounts!;
        Assert.Equal((112, 5, 6, 31), (counts[UsageCounts.AdvisorInput], counts[UsageCounts.AdvisorCacheRead],
            counts[UsageCounts.AdvisorCacheWrite], counts[UsageCounts.AdvisorOutput]));
        Assert.Equal((1000, 40), (counts[UsageCounts.CompactionInput], counts[UsageCounts.CompactionOutput]));
        Assert.Equal(6, counts.Count);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("model_context_window_exceeded", "model_context_window_exceeded")]
    public void StopReasons_AreFinishReasons(string reason, string expected) =>
        Assert.Equal(expected, Read($$"""{"content":[],"stop_reason":"{{reason}}"}""").FinishReason!.Value.Value);

    [Fact]
    public void WithoutIdAndUsage_TheAttemptNamesTheMessageAndUsageIsUnknown()
    {
        ChatResponse response = Read("""{"content":[],"usage":null,"stop_reason":null}""");
        Assert.Equal("t1", response.Messages[0].MessageId);
        Assert.Null(response.Usage);
        Assert.Null(response.FinishReason);
        Assert.Null(response.RawRepresentation);
    }

    [Fact]
    public void RawAnswer_IsTheResponsesOwn()
    {
        byte[] body = """{"content":[],"x":1}"""u8.ToArray();
        ChatCall call = new() { Messages = [], ModelId = "m", AttemptId = "a", CaptureRaw = true };
        ChatResponse response = AnthropicProtocol.Instance.ReadResponse(body, call);
        body.AsSpan().Clear();
        Assert.Equal(1, Assert.IsType<JsonElement>(response.RawRepresentation).GetProperty("x").GetInt32());
    }

    private static ChatResponse Read(string body) =>
        AnthropicProtocol.Instance.ReadResponse(Encoding.UTF8.GetBytes(body), ProtocolHarness.Call([]));
}
