using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Gemini;

/// <summary>Every recorded exchange with generateContent, streamGenerateContent, batchEmbedContents and the list of models.</summary>
public sealed class RecordedGeminiTests
{
    private static readonly GeminiProtocol Adapter = GeminiProtocol.Instance;

    [Fact]
    public async Task Streams_AreCompleteAtAnySplit()
    {
        int streams = 0;
        foreach (JsonElement exchange in Successes(streams: true))
        {
            byte[] bytes = Body(exchange);
            List<ChatResponseUpdate> whole = await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes));
            string expected = ProtocolHarness.Describe(whole);
            for (int seed = 0; seed < 3; seed++)
            {
                ChunkedStream pieces = ChunkedStream.Random(bytes, new Random(seed), longest: 1 + (seed * 40));
                Assert.Equal(expected, ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(Adapter, pieces)));
            }

            AssertAnswer(whole.ToChatResponse(), LastUsage(exchange), Id(exchange));
            streams++;
        }

        Assert.Equal(110, streams);
    }

    [Fact]
    public void Answers_AreRead()
    {
        int answers = 0;
        foreach (JsonElement exchange in Successes(streams: false))
        {
            ChatResponse response = Adapter.ReadResponse(Body(exchange), ProtocolHarness.Call([]));
            AssertAnswer(response, LastUsage(exchange), Id(exchange));
            answers++;
        }

        Assert.Equal(203, answers);
    }

    [Fact]
    public async Task Answers_GoBackAsTheyCame()
    {
        foreach (JsonElement exchange in Successes(streams: true).Concat(Successes(streams: false)))
        {
            bool stream = Path(exchange).Contains("stream", StringComparison.Ordinal);
            ChatResponse response = stream
                ? (await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(Body(exchange)))).ToChatResponse()
                : Adapter.ReadResponse(Body(exchange), ProtocolHarness.Call([]));
            JsonElement request = ProtocolHarness.Write(Adapter, ProtocolHarness.Call([.. response.Messages]));
            List<string> written = Parts(
                request.GetProperty("contents").EnumerateArray().SelectMany(content => content.GetProperty("parts").EnumerateArray()));
            List<string> received = Parts(Objects(exchange).SelectMany(ReceivedParts));
            Assert.True(received.SequenceEqual(written),
                $"{Id(exchange)}\n{string.Join('\n', received)}\n---\n{string.Join('\n', written)}");
        }
    }

    [Fact]
    public void Errors_AreClassified()
    {
        List<string> kinds = [];
        using HttpResponseMessage message = new();
        foreach (JsonElement exchange in SharedData.Exchanges("gemini").Where(exchange => Status(exchange) >= 400))
        {
            ProviderFailure failure = Adapter.ReadError(Status(exchange), message.Headers, Body(exchange), DateTimeOffset.UnixEpoch);
            kinds.Add($"{Status(exchange)} {failure.Kind}");
        }

        Assert.Equal(
            [
                "400 InvalidRequest", "400 Unauthorized", "400 Unauthorized", "403 InvalidRequest",
                "404 ModelNotFound", "404 ModelNotFound", "404 ModelNotFound", "404 ModelNotFound",
            ],
            kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DamagedAnswers_FailAsProviderErrorsOrAreRead()
    {
        Random random = new(7);
        int failed = 0;
        foreach (JsonElement exchange in Successes(streams: true).Concat(Successes(streams: false)))
        {
            for (int round = 0; round < 4; round++)
            {
                byte[] bytes = Body(exchange);
                for (int flips = random.Next(1, 4); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)(round == 0 ? random.Next(256) : "{}[]\",:0nt\\ "[random.Next(12)]);
                }

                try
                {
                    _ = Path(exchange).Contains("stream", StringComparison.Ordinal)
                        ? (await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(bytes))).ToChatResponse()
                        : Adapter.ReadResponse(bytes, ProtocolHarness.Call([]));
                }
                catch (ProviderException exception)
                {
                    Assert.NotEqual(FailureKind.Unknown, exception.Kind);
                    failed++;
                }
            }
        }

        Assert.True(failed > 100);
    }

    [Fact]
    public void Embeddings_AreReadAndAskedForAsRecorded()
    {
        int batches = 0;
        foreach (JsonElement exchange in SharedData.Exchanges("gemini")
            .Where(static exchange => Path(exchange).EndsWith(":batchEmbedContents", StringComparison.Ordinal)))
        {
            JsonElement requests = exchange.GetProperty("request").GetProperty("requests");
            EmbeddingCall call = new()
            {
                ModelId = requests[0].GetProperty("model").GetString()!["models/".Length..],
                Inputs = [.. requests.EnumerateArray()
                    .Select(static request => request.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!)],
                Options = new() { Dimensions = requests[0].GetProperty("output_dimensionality").GetInt32() },
            };
            Assert.EndsWith(Adapter.Embeddings.GetPath(call), Path(exchange), StringComparison.Ordinal);
            using PooledBufferWriter written = new();
            Adapter.Embeddings.WriteRequest(written, call);

            // The other spelling of a name is the only difference.
            JsonElement recorded = JsonElement.Parse(exchange.GetProperty("request").GetRawText()
                .Replace("output_dimensionality", "outputDimensionality", StringComparison.Ordinal));
            Assert.True(JsonElement.DeepEquals(recorded, JsonElement.Parse(written.WrittenSpan)), Id(exchange));
            if (Status(exchange) != 200)
            {
                continue;
            }

            GeneratedEmbeddings<Embedding<float>> embeddings = Adapter.Embeddings.ReadResponse(Body(exchange), call);
            JsonElement[] expected = [.. JsonElement.Parse(Body(exchange)).GetProperty("embeddings").EnumerateArray()];
            Assert.Equal(expected.Length, embeddings.Count);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i].GetProperty("values").EnumerateArray().Select(static number => number.GetSingle()),
                    embeddings[i].Vector.ToArray());
                Assert.Equal(call.Options.Dimensions, embeddings[i].Vector.Length);
            }

            batches++;
        }

        Assert.Equal(10, batches);
    }

    [Fact]
    public void ListOfModels_IsRead()
    {
        JsonElement exchange =
            Assert.Single(SharedData.Exchanges("gemini"), static exchange => Path(exchange) == "/v1beta/models" && Status(exchange) == 200);
        List<DiscoveredModel> models = [];
        string? token = Adapter.ModelList.Read(Body(exchange), models);
        JsonElement recorded = JsonElement.Parse(Body(exchange));
        Assert.Equal(recorded.TryGetProperty("nextPageToken", out JsonElement next) ? next.GetString() : null, token);
        Assert.Equal(
            recorded.GetProperty("models").EnumerateArray()
                .Select(static model => (model.GetProperty("name").GetString(), model.GetProperty("inputTokenLimit").GetInt32())),
            models.Select(static model => ((string?)("models/" + model.Id), model.ContextWindow!.Value)));
    }

    /// <summary>What else was recorded belongs to other interfaces: nothing here reads it.</summary>
    [Fact]
    public void Rest_IsOfOtherInterfaces()
    {
        Dictionary<string, int> others = [];
        foreach (JsonElement exchange in SharedData.Exchanges("gemini"))
        {
            string resource = Path(exchange).Split('/', '?')[2];
            if (!resource.StartsWith("models", StringComparison.Ordinal))
            {
                others[resource] = others.GetValueOrDefault(resource) + 1;
            }
        }

        Assert.Equal(new Dictionary<string, int> { ["cachedContents"] = 34, ["interactions"] = 19 }, others);
    }

    private static void AssertAnswer(ChatResponse response, JsonElement usage, string id)
    {
        Assert.NotNull(response.FinishReason);
        Assert.NotNull(response.ModelId);
        Assert.Equal(usage.GetProperty("totalTokenCount").GetInt64(), response.Usage?.TotalTokenCount);
        Assert.Equal(response.Usage!.TotalTokenCount, response.Usage.InputTokenCount + response.Usage.OutputTokenCount);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.False(string.IsNullOrEmpty(message.MessageId), id);
        bool calls = message.Contents.OfType<FunctionCallContent>().Any();
        Assert.True(calls == (response.FinishReason == ChatFinishReason.ToolCalls), id);
        Assert.All(message.Contents.OfType<FunctionCallContent>(), call => Assert.Null(call.Exception));
    }

    private static IEnumerable<JsonElement> Successes(bool streams) => SharedData.Exchanges("gemini").Where(exchange =>
        Status(exchange) < 400
            && Path(exchange).Contains(streams ? ":streamGenerateContent" : ":generateContent", StringComparison.Ordinal));

    private static IEnumerable<JsonElement> Objects(JsonElement exchange) => Path(exchange).Contains(":stream", StringComparison.Ordinal)
        ? exchange.GetProperty("response").GetString()!.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line[5..]))
        : [JsonElement.Parse(exchange.GetProperty("response").GetString()!)];

    private static JsonElement LastUsage(JsonElement exchange) => Objects(exchange).Last().GetProperty("usageMetadata");

    private static IEnumerable<JsonElement> ReceivedParts(JsonElement answer) =>
        answer.GetProperty("candidates")[0].GetProperty("content").TryGetProperty("parts", out JsonElement parts) ? parts.EnumerateArray()
            : [];

    // Unsigned texts in a row, and thoughts in a row, are one text; an empty one is none. All else must be equal.
    private static List<string> Parts(IEnumerable<JsonElement> parts)
    {
        List<string> described = [];
        string? before = null;
        foreach (JsonElement part in parts)
        {
            bool plain = part.TryGetProperty("text", out JsonElement text) && !part.TryGetProperty("thoughtSignature", out _);
            string kind = plain ? part.TryGetProperty("thought", out JsonElement thought) && thought.GetBoolean() ? "thought:" : "text:"
                : "";
            if (plain && text.GetString() is "")
            {
                continue;
            }

            if (plain && kind == before)
            {
                described[^1] += text.GetString();
            }
            else
            {
                described.Add(plain ? kind + text.GetString() : Canonical(part));
            }

            before = plain ? kind : null;
        }

        return described;
    }

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => property.Name + "=" + Canonical(property.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static byte[] Body(JsonElement exchange) => Encoding.UTF8.GetBytes(exchange.GetProperty("response").GetString()!);

    private static int Status(JsonElement exchange) => exchange.GetProperty("status").GetInt32();

    private static string Path(JsonElement exchange) => exchange.GetProperty("path").GetString()!;

    private static string Id(JsonElement exchange) => exchange.GetProperty("id").GetString()!;
}
