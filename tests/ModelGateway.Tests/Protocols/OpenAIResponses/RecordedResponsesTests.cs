using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>Every recorded exchange with Responses, at OpenAI and at those who speak its protocol.</summary>
public sealed class RecordedResponsesTests
{
    [Theory]
    [InlineData("openai", 93, 60)]
    [InlineData("xai", 56, 27)]
    [InlineData("chatgpt", 0, 25)]
    [InlineData("copilot", 7, 2)]
    [InlineData("openrouter", 2, 1)]
    [InlineData("llamacpp", 1, 0)]
    [InlineData("mistralrs", 4, 0)]
    public async Task Answers_AreReadWhole(string provider, int whole, int streams)
    {
        Random random = new(20260801);
        int bodies = 0;
        int streamed = 0;
        foreach (Exchange exchange in Exchanges(provider).Where(static exchange => exchange.Status < 400))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(exchange.Response);
            ChatResponse response;
            if (exchange.IsStream)
            {
                streamed++;
                List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes));
                string described = ProtocolHarness.Describe(updates);
                for (int i = 0; i < 3; i++)
                {
                    Assert.Equal(described, ProtocolHarness.Describe(
                        await ProtocolHarness.ReadStreamAsync(Adapter, ChunkedStream.Random(bytes, random, 97))));
                }

                Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>());
                Assert.Single(updates.Select(static update => update.MessageId).Distinct());
                response = updates.ToChatResponse();
                Assert.Single(response.Messages);
            }
            else
            {
                bodies++;
                response = Adapter.ReadResponse(bytes, ProtocolHarness.Call(Hi));
            }

            Check(exchange, response);
        }

        Assert.Equal((whole, streams), (bodies, streamed));
    }

    [Theory]
    [InlineData("openai", 8)]
    [InlineData("xai", 2)]
    [InlineData("chatgpt", 1)]
    [InlineData("copilot", 0)]
    [InlineData("openrouter", 0)]
    internal void Errors_AreClassified(string provider, int expected)
    {
        List<Exchange> errors = [.. Exchanges(provider).Where(static exchange => exchange.Status >= 400)];
        Assert.Equal(expected, errors.Count);
        Assert.All(errors, static error =>
        {
            ProviderFailure failure = ResponsesErrorTests.Read(error.Status, error.Response);
            FailureKind kind = error.Status == 401 || error.Response.Contains("API key", StringComparison.Ordinal)
                ? FailureKind.Unauthorized
                : error.Response.Contains("previous_response_not_found", StringComparison.Ordinal) ? FailureKind.InvalidRequest
                : FailureKind.ModelNotFound;
            Assert.Equal((error.Id, kind), (error.Id, failure.Kind));
        });
    }

    private static void Check(Exchange exchange, ChatResponse response)
    {
        // Independently: the items as the stream's own events end them, or as the body holds them.
        JsonElement[] items = [.. exchange.IsStream
            ? exchange.Events.Where(static data => Type(data) == "response.output_item.done")
                .Select(static data => data.GetProperty("item"))
            : exchange.Body.GetProperty("output").EnumerateArray()];
        IList<AIContent> contents = response.Messages[0].Contents;
        Assert.Equal((exchange.Id, Text(items, "message", "content", "text")), (exchange.Id, response.Text));
        Assert.Equal(
            Text(items, "message", "content", "refusal"),
            string.Concat(contents.OfType<ErrorContent>().Select(static content => content.Message)));
        Assert.Equal(
            items.Where(static item => Type(item) == "function_call")
                .Select(static item => $"{item.GetProperty("call_id")} {item.GetProperty("name")}"),
            contents.OfType<FunctionCallContent>().Select(static call => $"{call.CallId} {call.Name}"));
        Assert.Equal(
            items.Where(static item => Type(item) == "reasoning" && item.TryGetProperty("encrypted_content", out _))
                .Select(static item => item.GetProperty("encrypted_content").GetString()),
            contents.OfType<TextReasoningContent>().Where(static content => content.ProtectedData is not null)
                .Select(static content => JsonElement.Parse(content.ProtectedData!).GetProperty("encrypted_content").GetString()));
        string thoughts = !exchange.IsStream && exchange.Body.TryGetProperty("reasoning", out JsonElement said)
            && said.ValueKind == JsonValueKind.String
            ? said.GetString()!
            : "";
        string summary = (string.IsNullOrWhiteSpace(thoughts) ? "" : thoughts)
            + string.Concat(items.Where(static item => Type(item) == "reasoning").Select(static item => Summary(item)));
        Assert.Equal(
            (exchange.Id, summary),
            (exchange.Id, string.Concat(contents.OfType<TextReasoningContent>().Select(static content => content.Text))));
        CheckEnd(exchange, response, items);
    }

    private static void CheckEnd(Exchange exchange, ChatResponse response, JsonElement[] items)
    {
        JsonElement end = exchange.IsStream ? exchange.Events[^1].GetProperty("response") : exchange.Body;

        // Copilot gives every event of a stream another id: the first counts.
        JsonElement first = exchange.IsStream ? exchange.Events[0].GetProperty("response") : end;
        Assert.Equal(first.GetProperty("id").GetString(), response.ResponseId);
        Assert.Equal(end.GetProperty("model").GetString(), response.ModelId);
        Assert.Equal(
            end.GetProperty("status").GetString() == "incomplete" ? ChatFinishReason.Length
            : items.Any(static item => Type(item) == "message" && item.GetRawText().Contains("\"refusal\"", StringComparison.Ordinal))
                ? ChatFinishReason.ContentFilter
            : items.Any(static item => Type(item) == "function_call") ? ChatFinishReason.ToolCalls
            : ChatFinishReason.Stop,
            response.FinishReason);
        JsonElement said = end.GetProperty("usage");
        UsageDetails usage = response.Usage!;
        TokenUsage buckets = TokenUsage.From(usage);
        Assert.Equal(said.GetProperty("total_tokens").GetInt64(), usage.TotalTokenCount);
        Assert.Equal((exchange.Id, usage.TotalTokenCount!.Value), (exchange.Id, buckets.TotalTokens));
        Assert.True(usage.CachedInputTokenCount is null || usage.CachedInputTokenCount <= usage.InputTokenCount, exchange.Id);
        Assert.True(usage.ReasoningTokenCount is null || usage.ReasoningTokenCount <= usage.OutputTokenCount, exchange.Id);
        if (said.TryGetProperty("cost_in_usd_ticks", out JsonElement ticks))
        {
            Assert.Equal(ticks.GetInt64(), usage.AdditionalCounts![UsageCounts.CostTicks]);
        }
    }

    private static string Text(JsonElement[] items, string type, string list, string name) => string.Concat(
        from item in items
        where Type(item) == type
        from part in item.GetProperty(list).EnumerateArray()
        where part.TryGetProperty(name, out _)
        select part.GetProperty(name).GetString());

    private static string Summary(JsonElement item)
    {
        string summary = string.Join("\n\n",
            item.GetProperty("summary").EnumerateArray().Select(static part => part.GetProperty("text").GetString()));
        return summary.Length > 0 || !item.TryGetProperty("content", out JsonElement content) ? summary
            : string.Join("\n\n", content.EnumerateArray().Select(static part => part.GetProperty("text").GetString()));
    }

    private static string? Type(JsonElement element) => element.GetProperty("type").GetString();

    private static IEnumerable<Exchange> Exchanges(string provider) =>
        SharedData.Exchanges(provider)
            .Where(static line => line.GetProperty("method").GetString() == "POST"
                && line.GetProperty("path").GetString()!.EndsWith("/responses", StringComparison.Ordinal))
            .Select(static line => new Exchange(
                line.GetProperty("id").GetString()!, line.GetProperty("status").GetInt32(), line.GetProperty("response").GetString()!));

    // Some streams were recorded without a content type.
    private sealed record Exchange(string Id, int Status, string Response)
    {
        public bool IsStream => Status < 400 && !Response.TrimStart().StartsWith('{');

        public JsonElement Body => JsonElement.Parse(Response);

        public List<JsonElement> Events { get; } =
            [.. Response.Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(static line => JsonElement.Parse(line[6..]))];
    }
}
