using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>Every recorded exchange with Converse is replayed; none is excepted.</summary>
public sealed class RecordedBedrockTests
{
    private static readonly BedrockProtocol Adapter = new("us-east-1");

    [Fact]
    public void Recordings_LeaveOutOtherInterfacesOnly() =>
        Assert.Equal(4, SharedData.Exchanges("bedrock")
            .Count(static e => e.GetProperty("path").GetString()!.EndsWith("/invoke", StringComparison.Ordinal)));

    [Fact]
    public async Task EveryStream_IsCompleteAtAnySplitAndReportsTheProvidersUsage()
    {
        int count = 0;
        Random random = new(20);
        foreach (JsonElement exchange in Converse().Where(static e => IsStream(e) && Status(e) < 400))
        {
            byte[] bytes = exchange.GetProperty("response").GetBytesFromBase64();
            List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes));
            for (int longest = 1; longest < 3000; longest *= 7)
            {
                List<ChatResponseUpdate> pieces = await ProtocolHarness.ReadStreamAsync(Adapter,
                    ChunkedStream.Random(bytes, random, longest));
                Assert.Equal(ProtocolHarness.Describe(whole), ProtocolHarness.Describe(pieces));
            }

            (string Type, JsonElement Body)[] events = [.. Events(bytes)];
            Assert.Equal("messageStart", events[0].Type);
            Assert.Equal("metadata", events[^1].Type);
            Assert.All(whole, static update => Assert.Equal("t1", update.MessageId));
            JsonElement metadata = events[^1].Body;
            AssertUsage(metadata.GetProperty("usage"),
                Assert.Single(whole.SelectMany(static u => u.Contents).OfType<UsageContent>()).Details);
            Assert.Equal(metadata.GetProperty("metrics").GetProperty("latencyMs").GetInt64(), whole[^1].AdditionalProperties!["latencyMs"]);
            Assert.Equal(ReasonOf(events.Single(static e => e.Type == "messageStop").Body), whole[^1].FinishReason);

            JsonElement[] deltas = [.. events.Where(static e => e.Type == "contentBlockDelta")
                .Select(static e => e.Body.GetProperty("delta"))];
            Assert.Equal(
                string.Concat(deltas.Select(static d => d.TryGetProperty("text", out JsonElement text) ? text.GetString() : "")),
                string.Concat(whole.SelectMany(static u => u.Contents).OfType<TextContent>()));
            string calls = string.Join(";", events.Where(static e => e.Type == "contentBlockStart").Select(e =>
            {
                JsonElement tool = e.Body.GetProperty("start").GetProperty("toolUse");
                string input = string.Concat(events.Where(d => d.Type == "contentBlockDelta" && Index(d.Body) == Index(e.Body))
                    .Select(static d => d.Body.GetProperty("delta").GetProperty("toolUse").GetProperty("input").GetString()));
                return $"{tool.GetProperty("toolUseId")} {tool.GetProperty("name")} {input}";
            }));
            Assert.Equal(calls, string.Join(";", whole.SelectMany(static u => u.Contents).OfType<FunctionCallContent>()
                .Select(static c => $"{c.CallId} {c.Name} {JsonSerializer.Serialize(c.Arguments)}")));
            count++;
        }

        Assert.Equal(9, count);
    }

    [Fact]
    public void EveryAnswer_IsRead()
    {
        int count = 0;
        foreach (JsonElement exchange in Converse().Where(static e => !IsStream(e) && Status(e) < 400))
        {
            JsonElement body = JsonElement.Parse(exchange.GetProperty("response").GetString()!);
            ChatResponse response = Adapter.ReadResponse(Encoding.UTF8.GetBytes(body.GetRawText()),
                ProtocolHarness.Call([new(ChatRole.User, "hi")]));
            AssertUsage(body.GetProperty("usage"), response.Usage!);
            Assert.Equal(ReasonOf(body), response.FinishReason);
            JsonElement[] blocks = [.. body.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray()];
            Assert.Equal(blocks.Length, Assert.Single(response.Messages).Contents.Count);
            Assert.Equal(string.Concat(blocks.Select(static b => b.TryGetProperty("text", out JsonElement text) ? text.GetString() : "")),
                response.Text);
            foreach ((JsonElement block, AIContent content) in blocks.Zip(response.Messages[0].Contents))
            {
                if (block.TryGetProperty("toolUse", out JsonElement tool))
                {
                    FunctionCallContent call = Assert.IsType<FunctionCallContent>(content);
                    Assert.Equal((tool.GetProperty("toolUseId").GetString(), tool.GetProperty("name").GetString()),
                        (call.CallId, call.Name));
                    Assert.True(JsonElement.DeepEquals(tool.GetProperty("input"), JsonSerializer.SerializeToElement(call.Arguments)));
                }
                else if (block.TryGetProperty("reasoningContent", out JsonElement reasoning))
                {
                    Assert.Equal(reasoning.GetProperty("reasoningText").GetProperty("text").GetString(),
                        Assert.IsType<TextReasoningContent>(content).Text);
                }
            }

            Assert.Equal(body.TryGetProperty("trace", out JsonElement trace), response.AdditionalProperties!.ContainsKey("trace"));
            Assert.True(trace.ValueKind == JsonValueKind.Undefined
                || JsonElement.DeepEquals(trace, (JsonElement)response.AdditionalProperties["trace"]!));
            count++;
        }

        Assert.Equal(14, count);
    }

    [Fact]
    public void EveryError_IsUnderstood()
    {
        int count = 0;
        foreach (JsonElement exchange in Converse().Where(static e => Status(e) >= 400))
        {
            using HttpResponseMessage response = new();
            string body = exchange.GetProperty("response").GetString()!;
            ProviderFailure failure = Adapter.ReadError(Status(exchange), response.Headers, Encoding.UTF8.GetBytes(body),
                DateTimeOffset.UnixEpoch);
            Assert.Equal(FailureKind.ModelNotFound, failure.Kind);
            Assert.Contains(JsonElement.Parse(body).GetProperty("message").GetString()!, failure.Message, StringComparison.Ordinal);
            count++;
        }

        Assert.Equal(2, count);
    }

    /// <summary>
    /// Every recorded request, written from messages and options, is the same JSON, but for: an empty inferenceConfig, which is not
    /// written; neighbours of one role, which become one message; the names of documents, which are ours.
    /// </summary>
    [Fact]
    public void EveryRequest_IsWrittenAsItWasSent()
    {
        int count = 0;
        foreach (JsonElement exchange in Converse())
        {
            JsonElement sent = exchange.GetProperty("request");
            string modelId = Uri.UnescapeDataString(exchange.GetProperty("path").GetString()!.Split('/')[2]);
            (List<ChatMessage> messages, ChatOptions options) = RecordedBedrockRequest.Map(sent);
            JsonElement written = ProtocolHarness.Write(Adapter, ProtocolHarness.Call(messages, options, IsStream(exchange), modelId));
            string expected = RecordedBedrockRequest.Normalize(sent);
            Assert.True(
                JsonElement.DeepEquals(JsonElement.Parse(expected), written),
                $"{exchange.GetProperty("id")}:\n{written}\ninstead of\n{expected}");
            count++;
        }

        Assert.Equal(25, count);
    }

    private static void AssertUsage(JsonElement expected, UsageDetails usage)
    {
        long read = Count(expected, "cacheReadInputTokens");
        long write = Count(expected, "cacheWriteInputTokens");
        Assert.Equal(Count(expected, "inputTokens") + read + write, usage.InputTokenCount);
        Assert.Equal(Count(expected, "outputTokens"), usage.OutputTokenCount);
        Assert.Equal(Count(expected, "totalTokens"), usage.TotalTokenCount);
        Assert.Equal(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
        TokenUsage buckets = TokenUsage.From(usage);
        Assert.Equal((Count(expected, "inputTokens"), read, write),
            (buckets.UncachedInputTokens, usage.CachedInputTokenCount, buckets.CacheWriteTokens));
    }

    private static ChatFinishReason ReasonOf(JsonElement body) => body.GetProperty("stopReason").GetString() switch
    {
        "end_turn" => ChatFinishReason.Stop,
        "tool_use" => ChatFinishReason.ToolCalls,
        "guardrail_intervened" => ChatFinishReason.ContentFilter,
        string other => throw new InvalidOperationException(other),
        null => throw new InvalidOperationException(),
    };

    // An independent reading of frames whose headers are all strings.
    private static IEnumerable<(string Type, JsonElement Body)> Events(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int total = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            int headers = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4));
            string text = Encoding.Latin1.GetString(bytes, at + 12, headers);
            int name = text.IndexOf(":event-type", StringComparison.Ordinal) + ":event-type".Length + 1;
            string type = text.Substring(name + 2, (text[name] << 8) + text[name + 1]);
            yield return (type, JsonElement.Parse(bytes.AsSpan(at + 12 + headers, total - headers - 16)));
            at += total;
        }
    }

    private static IEnumerable<JsonElement> Converse() =>
        SharedData.Exchanges("bedrock")
            .Where(static e => !e.GetProperty("path").GetString()!.EndsWith("/invoke", StringComparison.Ordinal));

    private static bool IsStream(JsonElement exchange) => exchange.GetProperty("path")
        .GetString()!.EndsWith("/converse-stream", StringComparison.Ordinal);

    private static int Status(JsonElement exchange) => exchange.GetProperty("status").GetInt32();

    private static int Index(JsonElement body) => body.GetProperty("contentBlockIndex").GetInt32();

    private static long Count(JsonElement usage, string name) => usage.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;
}
