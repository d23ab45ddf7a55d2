using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Contents;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>Every recorded exchange with the Messages API is replayed; none is excepted.</summary>
public sealed class RecordedAnthropicTests
{
    private static IEnumerable<JsonElement> Messages() =>
        SharedData.Exchanges("anthropic")
            .Where(static exchange => exchange.GetProperty("path").GetString()!.EndsWith("/messages", StringComparison.Ordinal));

    [Fact]
    public async Task EveryStream_IsCompleteAtAnySplitAndReportsTheProvidersUsage()
    {
        int count = 0;
        Random random = new(20);
        foreach (JsonElement exchange in Messages().Where(static e => IsStream(e) && Status(e) < 400))
        {
            string text = exchange.GetProperty("response").GetString()!;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(bytes));
            List<ChatResponseUpdate> pieces = await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance,
                ChunkedStream.Random(bytes, random, 40));
            Assert.Equal(ProtocolHarness.Describe(whole), ProtocolHarness.Describe(pieces));
            Assert.All(whole, static update => Assert.False(string.IsNullOrEmpty(update.MessageId)));
            Assert.NotNull(whole[^1].FinishReason);
            Assert.Single(whole.SelectMany(static update => update.Contents).OfType<UsageContent>());

            JsonElement[] events = [.. text.Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(static line => JsonElement.Parse(line[6..]))];
            JsonElement usage = events.Last(static e => e.GetProperty("type").GetString() == "message_delta").GetProperty("usage");
            AssertUsage(usage, whole[^1].Contents.OfType<UsageContent>().Single().Details);
            Assert.Equal(Joined(events, "text_delta", "text"),
                string.Concat(whole.SelectMany(static u => u.Contents).OfType<TextContent>()));
            Assert.Equal(Joined(events, "thinking_delta", "thinking"),
                string.Concat(whole.SelectMany(static u => u.Contents).OfType<TextReasoningContent>()));
            Assert.Equal(Joined(events, "signature_delta", "signature"), string.Concat(whole.SelectMany(static u => u.Contents)
                .OfType<TextReasoningContent>().Where(static c => !RedactedReasoning.IsMarked(c)).Select(static c => c.ProtectedData)));
            int calls = events.Count(static e => e.GetProperty("type").GetString() == "content_block_start"
                && e.GetProperty("content_block").GetProperty("type").GetString() == "tool_use");
            Assert.Equal(calls, whole.SelectMany(static u => u.Contents).OfType<FunctionCallContent>().Count());
            count++;
        }

        Assert.Equal(167, count);
    }

    [Fact]
    public void EveryAnswer_IsReadAndGoesBackAsItCame()
    {
        int count = 0;
        foreach (JsonElement exchange in Messages().Where(static e => !IsStream(e) && Status(e) < 400))
        {
            JsonElement body = Body(exchange);
            ChatResponse response = AnthropicProtocol.Instance.ReadResponse(JsonBytes(body),
                ProtocolHarness.Call([new(ChatRole.User, "hi")]));
            Assert.NotNull(response.FinishReason);
            AssertUsage(body.GetProperty("usage"), response.Usage!);
            AssertRoundTrip(body.GetProperty("content"), response.Messages);
            count++;
        }

        Assert.Equal(252, count);
    }

    [Fact]
    public void EveryError_IsUnderstood()
    {
        int count = 0;
        foreach (JsonElement exchange in Messages().Where(static e => Status(e) >= 400))
        {
            using HttpResponseMessage message = new();
            HttpResponseHeaders headers = message.Headers;
            ProviderFailure failure = AnthropicProtocol.Instance.ReadError(Status(exchange), headers, JsonBytes(Body(exchange)),
                DateTimeOffset.UnixEpoch);
            FailureKind[] expected = Status(exchange) switch
            {
                401 => [FailureKind.Unauthorized],
                404 => [FailureKind.ModelNotFound],
                _ => [FailureKind.InvalidRequest, FailureKind.Unsupported],
            };
            Assert.Contains(failure.Kind, expected);
            Assert.Contains(Body(exchange).GetProperty("error").GetProperty("message").GetString()!, failure.Message,
                StringComparison.Ordinal);
            count++;
        }

        Assert.Equal(23, count);
    }

    private static void AssertUsage(JsonElement expected, UsageDetails usage)
    {
        long write = Count(expected, "cache_creation_input_tokens");
        long read = Count(expected, "cache_read_input_tokens");
        Assert.Equal(Count(expected, "input_tokens") + write + read, usage.InputTokenCount);
        Assert.Equal(read, usage.CachedInputTokenCount);
        Assert.Equal(Count(expected, "output_tokens"), usage.OutputTokenCount);
        TokenUsage buckets = TokenUsage.From(usage);
        Assert.Equal(Count(expected, "input_tokens"), buckets.UncachedInputTokens);
        Assert.Equal(write, buckets.CacheWriteTokens);
        Assert.Equal(write, (usage.AdditionalCounts?.GetValueOrDefault(UsageCounts.CacheWrite5Minutes) ?? 0)
            + (usage.AdditionalCounts?.GetValueOrDefault(UsageCounts.CacheWrite1Hour) ?? 0));
        if (expected.TryGetProperty("output_tokens_details", out JsonElement details))
        {
            Assert.Equal(Count(details, "thinking_tokens"), buckets.ReasoningTokens);
        }
    }

    // The blocks that a request may hold; the caller of a direct call is an answer's own.
    private static void AssertRoundTrip(JsonElement blocks, IList<ChatMessage> answer)
    {
        JsonElement request = ProtocolHarness.Write(AnthropicProtocol.Instance,
            ProtocolHarness.Call([new(ChatRole.User, "hi"), .. answer, new(ChatRole.User, "on")]));
        JsonElement[] expected = [.. blocks.EnumerateArray().Where(static b => b.GetProperty("type").GetString() != "text"
            || !string.IsNullOrWhiteSpace(b.GetProperty("text").GetString()))];
        JsonElement messages = request.GetProperty("messages");
        if (expected.Length == 0)
        {
            Assert.DoesNotContain(messages.EnumerateArray(), static m => m.GetProperty("role").GetString() == "assistant");
            return;
        }

        JsonElement[] written = [.. messages[1].GetProperty("content").EnumerateArray()];
        Assert.Equal(expected.Length, written.Length);
        foreach ((JsonElement from, JsonElement to) in expected.Zip(written))
        {
            foreach (JsonProperty property in to.EnumerateObject())
            {
                Assert.True(JsonElement.DeepEquals(from.GetProperty(property.Name), property.Value),
                    $"{property} is not {from.GetProperty(property.Name)}");
            }

            string[] left = [.. from.EnumerateObject().Select(static p => p.Name).Except(to.EnumerateObject().Select(static p => p.Name))];
            Assert.All(left, name => Assert.True(name == "caller" || from.GetProperty(name) is { ValueKind: JsonValueKind.Null }, name));
        }
    }

    private static string Joined(JsonElement[] events, string type, string field) => string.Concat(events
        .Where(e => e.TryGetProperty("delta", out JsonElement delta) && delta.TryGetProperty("type", out JsonElement t)
            && t.ValueEquals(type))
        .Select(e => e.GetProperty("delta").GetProperty(field).GetString()));

    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    private static bool IsStream(JsonElement exchange) =>
        exchange.GetProperty("contentType").GetString()!.StartsWith("text/event-stream", StringComparison.Ordinal);

    private static int Status(JsonElement exchange) => exchange.GetProperty("status").GetInt32();

    private static JsonElement Body(JsonElement exchange) =>
        exchange.GetProperty("response") is { ValueKind: JsonValueKind.String } text ? JsonElement.Parse(text.GetString()!)
            : exchange.GetProperty("response");

    private static byte[] JsonBytes(JsonElement body) => Encoding.UTF8.GetBytes(body.GetRawText());
}
