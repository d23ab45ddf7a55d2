using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>What the service's own tools used: counted once, by the usage, by <c>tool_usage</c>, or else by the items.</summary>
public sealed class ResponsesToolUsageTests
{
    private const string Items = """
        [{"type":"web_search_call","id":"w1","action":{"type":"search","query":"q"}},
         {"type":"web_search_call","id":"w2","action":{"type":"open_page","url":"https://a.example/"}},
         {"type":"file_search_call","id":"f1","queries":["q"]},{"type":"file_search_call","id":"f2","queries":["q"]},
         {"type":"code_interpreter_call","id":"c1","code":"1"},{"type":"mcp_call","id":"m1","name":"n","arguments":"{}"}]
        """;

    [Fact]
    public void Items_AreCounted_WhereTheServiceCountsNothing()
    {
        TokenUsage usage = TokenUsage.From(Read(Items, ""));

        Assert.Equal((1, 2, 1, 1), (usage.WebSearches, usage.FileSearches, usage.CodeExecutions, usage.OtherServerToolCalls));
    }

    [Theory]
    [InlineData("""{"web_search":{"num_requests":5}}""", 5)]
    [InlineData("""{"web_search":{"num_requests":0}}""", 0)]
    [InlineData("""{"web_search":null,"image_gen":null}""", 1)]
    public void Searches_AreThoseOfToolUsage_BeforeTheItems(string toolUsage, long expected) =>
        Assert.Equal(expected, TokenUsage.From(Read(Items, $$$$""","tool_usage":{{{{toolUsage}}}}""")).WebSearches);

    [Fact]
    public void DetailsOfTheUsage_ComeBeforeTheItems() =>
        Assert.Equal(7, TokenUsage.From(Read(Items, "", ""","server_side_tool_usage_details":{"file_search_calls":7}""")).FileSearches);

    [Fact]
    public void TokensOfImages_AreAnothersUsage()
    {
        UsageDetails usage = Read("[]", """
            ,"tool_usage":{"image_gen":{"input_tokens":30,"input_tokens_details":{"image_tokens":10,"text_tokens":20},"output_tokens":272,
             "output_tokens_details":{"image_tokens":272,"text_tokens":0},"total_tokens":302},"web_search":{"num_requests":0}}
            """);

        SubUsage images = Assert.Single(Assert.IsType<CompoundUsageDetails>(usage).SubUsage!);
        Assert.Equal(("image_generation", 20, 10, 272), (
            images.Kind, images.Usage.UncachedInputTokens, images.Usage.ImageInputTokens, images.Usage.ImageOutputTokens));
        Assert.Equal((10, 5, 30, 272), (usage.InputTokenCount, usage.OutputTokenCount,
            usage.AdditionalCounts![UsageCounts.ImageToolInput], usage.AdditionalCounts[UsageCounts.ImageToolOutput]));
    }

    [Fact]
    public async Task StreamedItems_AreCountedOnce()
    {
        const string Item = """{"type":"file_search_call","id":"f1","queries":["q"]}""";
        const string Stream = $$$$"""
            data: {"type":"response.output_item.done","output_index":0,"item":{{{{Item}}}}}

            data: {"type":"response.completed","response":{"id":"r","status":"completed","output":[{{{{Item}}}}],"usage":{"input_tokens":1,"output_tokens":2}}}


            """;

        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(
            ResponsesBodies.Adapter, new MemoryStream(Encoding.UTF8.GetBytes(Stream)));

        Assert.Equal(1, TokenUsage.From(updates.ToChatResponse().Usage!).FileSearches);
    }

    private static UsageDetails Read(string items, string beside, string details = "") => ResponsesBodies.Adapter.ReadResponse(
        Encoding.UTF8.GetBytes($$$$"""
            {"id":"r","status":"completed","output":{{{{items}}}}{{{{beside}}}},"usage":{"input_tokens":10,"output_tokens":5{{{{details}}}}}}
            """),
        ProtocolHarness.Call(ResponsesBodies.Hi)).Usage!;
}
