using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Mistral;

/// <summary>Every recorded exchange with Mistral.</summary>
public sealed class RecordedMistralTests
{
    private static readonly ChatCall Call = ProtocolHarness.Call([new(ChatRole.User, "hi")]);

    [Fact]
    public async Task Answers_AreReadWhole()
    {
        Random random = new(20261122);
        int read = 0;
        int calls = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("mistral", "/chat/completions")
            .Where(static exchange => exchange.Status == 200))
        {
            read++;
            ChatResponse response;
            if (exchange.IsStream)
            {
                List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance,
                    new MemoryStream(exchange.Body));
                Assert.Equal(
                    ProtocolHarness.Describe(updates),
                    ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(
                        MistralProtocol.Instance, ChunkedStream.Random(exchange.Body, random, 97))));
                Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>());
                Assert.Single(updates.Select(static update => update.MessageId).Distinct());
                Assert.Single(updates, static update => update.FinishReason is not null);
                response = updates.ToChatResponse();
                await ReadAgainWithDeltas(exchange, response);
            }
            else
            {
                response = MistralProtocol.Instance.ReadResponse(exchange.Body, Call);
            }

            ChatMessage message = Assert.Single(response.Messages);
            JsonElement[] said = [.. Messages(exchange)];
            Assert.Equal(string.Concat(said.Select(static part => Text(part))), response.Text);
            JsonElement[] expected = [.. said.SelectMany(static part => Items(part, "tool_calls"))];
            FunctionCallContent[] found = [.. message.Contents.OfType<FunctionCallContent>()];
            Assert.Equal(expected.Select(static call =>
                (call.GetProperty("id").GetString(), call.GetProperty("function").GetProperty("name").GetString())),
                found.Select(static call => ((string?)call.CallId, (string?)call.Name)));
            foreach ((JsonElement wire, FunctionCallContent call) in expected.Zip(found))
            {
                AssertArguments(wire.GetProperty("function").GetProperty("arguments").GetString()!, call);
            }

            calls += found.Length;
            Assert.Equal(FinishReason(exchange), response.FinishReason?.Value);
            CheckUsage(exchange, response);
        }

        Assert.Equal(170, read);
        Assert.Equal(79, calls);
    }

    [Fact]
    public void Embeddings_AreReadWhole()
    {
        int read = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("mistral", "/embeddings")
            .Where(static exchange => exchange.Status == 200))
        {
            read++;
            EmbeddingCall call = EmbeddingCalls.From(exchange.Request, "input", "output_dimension");
            Assert.Equal(exchange.Request.GetRawText(), EmbeddingCalls.Write(MistralEmbeddings.Instance, call).GetRawText(),
                ignoreAllWhiteSpace: true, ignoreCase: false);
            GeneratedEmbeddings<Embedding<float>> embeddings = MistralEmbeddings.Instance.ReadResponse(exchange.Body, call);
            JsonElement body = JsonElement.Parse(exchange.Response);
            Assert.Equal(
                body.GetProperty("data").EnumerateArray()
                    .Select(static item => item.GetProperty("embedding").EnumerateArray().Select(static n => n.GetSingle()).ToArray()),
                embeddings.Select(static embedding => embedding.Vector.ToArray()));
            Assert.Equal(body.GetProperty("usage").GetProperty("total_tokens").GetInt64(), embeddings.Usage!.TotalTokenCount);
            Assert.Equal(embeddings.Usage.TotalTokenCount, embeddings.Usage.InputTokenCount);
        }

        Assert.Equal(9, read);
    }

    [Fact]
    public void Models_AreListed()
    {
        RecordedExchange exchange = Assert.Single(RecordedExchange.Of("mistral", "/models"), static exchange => exchange.Status == 200);
        List<DiscoveredModel> models = [];
        Assert.Null(MistralModelList.Instance.Read(exchange.Body, models));
        Assert.Equal(55, models.Count);
        Assert.All(models,
            static model => Assert.True(model.ContextWindow > 0 && model.Owner == "mistralai" && model.DisplayName is not null));
        Assert.Equal(131072, Assert.Single(models, static model => model.Id == "mistral-medium-2505").ContextWindow);
    }

    [Fact]
    public void Errors_AreClassified()
    {
        Dictionary<string, int> kinds = [];
        foreach (RecordedExchange exchange in RecordedExchange.Of("mistral", "").Where(static exchange => exchange.Status >= 400))
        {
            using HttpResponseMessage message = new();
            ProviderFailure failure = MistralProtocol.Instance.ReadError(exchange.Status, message.Headers, exchange.Body,
                DateTimeOffset.UnixEpoch);
            FailureKind kind = exchange.Id switch
            {
                _ when exchange.Id.Contains("logprobs_rejection", StringComparison.Ordinal) => FailureKind.Unsupported,
                _ when exchange.Status == 401 => FailureKind.Unauthorized,
                _ when exchange.Id.Contains("batch_cap", StringComparison.Ordinal) => FailureKind.InvalidRequest,
                _ => FailureKind.ModelNotFound,
            };
            Assert.Equal((exchange.Id, kind), (exchange.Id, failure.Kind));
            kinds[kind.ToString()] = kinds.GetValueOrDefault(kind.ToString()) + 1;
        }

        Assert.Equal(
            [new("InvalidRequest", 1), new("ModelNotFound", 3), new("Unauthorized", 2), new("Unsupported", 4)],
            kinds.OrderBy(static pair => pair.Key, StringComparer.Ordinal));
    }

    private static async Task ReadAgainWithDeltas(RecordedExchange exchange, ChatResponse whole)
    {
        ChatCall call = new() { Messages = Call.Messages, ModelId = "m", Streaming = true, StreamToolCallDeltas = true, AttemptId = "t1" };
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(MistralProtocol.Instance,
            new MemoryStream(exchange.Body), call);
        ToolCallDeltas.AssertMatch(updates, whole);
    }

    internal static void AssertArguments(string wire, FunctionCallContent call)
    {
        JsonElement? expected = null;
        try
        {
            expected = JsonElement.Parse(wire);
        }
        catch (JsonException)
        {
            Assert.Equal(wire.Length > 0, call.Exception is not null); // Cut off at the output limit, perhaps before the first character.
        }

        if (expected is { } element)
        {
            Assert.Null(call.Exception);
            Assert.True(JsonElement.DeepEquals(element,
                JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions)));
        }
    }

    private static IEnumerable<JsonElement> Messages(RecordedExchange exchange) =>
        from part in exchange.Parts
        from choice in part.GetProperty("choices").EnumerateArray()
        where choice.GetProperty("index").GetInt32() == 0
        select choice.GetProperty(exchange.IsStream ? "delta" : "message");

    private static string? Text(JsonElement message) =>
        message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String ? content.GetString()
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static string? FinishReason(RecordedExchange exchange) =>
        (from part in exchange.Parts
         from choice in part.GetProperty("choices").EnumerateArray()
         where choice.GetProperty("index").GetInt32() == 0
         select choice.GetProperty("finish_reason").GetString()).Last();

    private static void CheckUsage(RecordedExchange exchange, ChatResponse response)
    {
        JsonElement said = exchange.Parts.Last(static part => part.TryGetProperty("usage", out _)).GetProperty("usage");
        long total = said.GetProperty("total_tokens").GetInt64();
        TokenUsage buckets = TokenUsage.From(response.Usage!);
        Assert.Equal((exchange.Id, total), (exchange.Id, response.Usage!.TotalTokenCount!.Value));
        Assert.Equal((exchange.Id, total), (exchange.Id, buckets.TotalTokens));
        Assert.Equal(said.GetProperty("completion_tokens").GetInt64(), buckets.OutputTokens);
        Assert.Equal(said.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt64(), buckets.CacheReadTokens);
        Assert.Equal(
            said.TryGetProperty("service_tier", out JsonElement tier) ? tier.GetString() : null,
            (response.AdditionalProperties ?? response.Messages[0].AdditionalProperties)?.GetValueOrDefault("service_tier"));
    }
}
