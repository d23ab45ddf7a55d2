using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Tests.Protocols.Mistral;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Cohere;

/// <summary>Every recorded exchange with Cohere.</summary>
public sealed class RecordedCohereTests
{
    private static readonly ChatCall Call = ProtocolHarness.Call([new(ChatRole.User, "hi")]);

    [Fact]
    public async Task Answers_AreReadWhole()
    {
        Random random = new(20261122);
        int read = 0;
        int calls = 0;
        int citations = 0;
        int reasoned = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("cohere", "/v2/chat").Where(static exchange => exchange.Status == 200))
        {
            read++;
            ChatResponse response;
            if (exchange.IsStream)
            {
                List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance,
                    new MemoryStream(exchange.Body));
                Assert.Equal(
                    ProtocolHarness.Describe(updates),
                    ProtocolHarness.Describe(await ProtocolHarness.ReadStreamAsync(
                        CohereProtocol.Instance, ChunkedStream.Random(exchange.Body, random, 97))));
                Assert.Single(updates.SelectMany(static update => update.Contents).OfType<UsageContent>());
                Assert.Single(updates.Select(static update => update.MessageId).Distinct());
                Assert.Single(updates, static update => update.FinishReason is not null);
                response = updates.ToChatResponse();
                ChatCall deltas = new()
                {
                    Messages = Call.Messages,
                    ModelId = "m",
                    Streaming = true,
                    StreamToolCallDeltas = true,
                    AttemptId = "t1"
                };
                ToolCallDeltas.AssertMatch(
                    await ProtocolHarness.ReadStreamAsync(CohereProtocol.Instance, new MemoryStream(exchange.Body), deltas), response);
            }
            else
            {
                response = CohereProtocol.Instance.ReadResponse(exchange.Body, Call);
            }

            IList<AIContent> contents = Assert.Single(response.Messages).Contents;
            JsonElement[] said = [.. Messages(exchange)];
            Assert.Equal(string.Concat(said.SelectMany(static message => Values(message, "content"))
                .Select(static part => Text(part, "text"))), response.Text);
            string thoughts = string.Concat(said.SelectMany(static message => Values(message, "content"))
                .Select(static part => Text(part, "thinking")))
                + string.Concat(said.Select(static message => Text(message, "tool_plan")));
            Assert.Equal(thoughts, string.Concat(contents.OfType<TextReasoningContent>().Select(static content => content.Text)));
            reasoned += thoughts.Length > 0 ? 1 : 0;
            calls += CheckCalls(said, contents);
            citations += CheckCitations(said, response);
            CheckUsage(exchange, response);
        }

        Assert.Equal((38, 9, 4, 9), (read, calls, citations, reasoned));
    }

    [Fact]
    public void Embeddings_OfVersion1AreReadWhole()
    {
        int read = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("cohere", "/v1/embed").Where(static exchange => exchange.Status == 200))
        {
            read++;
            bool ofImages = exchange.Request.TryGetProperty("images", out _);
            EmbeddingCall call = EmbeddingCalls.From(exchange.Request, ofImages ? "images" : "texts", "output_dimension");
            GeneratedEmbeddings<Embedding<float>> embeddings = CohereEmbeddings.Instance.ReadResponse(exchange.Body, call);
            JsonElement body = JsonElement.Parse(exchange.Response);
            JsonElement vectors = body.GetProperty("embeddings");
            vectors = vectors.ValueKind == JsonValueKind.Object ? vectors.GetProperty("float") : vectors;
            Assert.Equal(
                vectors.EnumerateArray().Select(static vector => vector.EnumerateArray().Select(static n => n.GetSingle()).ToArray()),
                embeddings.Select(static embedding => embedding.Vector.ToArray()));
            JsonElement billed = body.GetProperty("meta").GetProperty("billed_units");
            Assert.Equal(billed.TryGetProperty("input_tokens", out JsonElement tokens) ? tokens.GetInt64() : null,
                embeddings.Usage!.InputTokenCount);
            Assert.Equal(
                billed.TryGetProperty("images", out JsonElement images) ? images.GetInt64() : null,
                embeddings.Usage.AdditionalCounts?[UsageCounts.Images]);
        }

        Assert.Equal(13, read);
    }

    [Fact]
    public void Errors_AreClassified()
    {
        RecordedExchange[] errors = [.. RecordedExchange.Of("cohere", "").Where(static exchange => exchange.Status >= 400)];
        Assert.Equal(2, errors.Length);
        foreach (RecordedExchange error in errors)
        {
            using HttpResponseMessage message = new();
            ProviderFailure failure = CohereProtocol.Instance.ReadError(error.Status, message.Headers, error.Body,
                DateTimeOffset.UnixEpoch);
            Assert.Equal(FailureKind.ModelNotFound, failure.Kind);
            Assert.Contains("not found", failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// The differences: parts of one text alone are written as that text; empty lists and a null plan are left out; a choice without tools
    /// is not sent.
    /// </summary>
    [Fact]
    public void Requests_AreWrittenAsTheyWereSent()
    {
        int compared = 0;
        foreach (RecordedExchange exchange in RecordedExchange.Of("cohere", "/v2/chat"))
        {
            (List<ChatMessage> messages, ChatOptions options) = CohereRequests.Read(exchange.Request);
            JsonElement written = ProtocolHarness.Write(CohereProtocol.Instance, ProtocolHarness.Call(
                messages, options, exchange.Request.TryGetProperty("stream", out _), exchange.Request.GetProperty("model").GetString()!));
            JsonNode expected = CohereRequests.Expected(exchange.Request);
            JsonNode actual = CohereRequests.ParseArguments(JsonNode.Parse(written.GetRawText())!);
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{exchange.Id}\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
            compared++;
        }

        Assert.Equal(39, compared);
    }

    private static int CheckCalls(JsonElement[] said, IList<AIContent> contents)
    {
        FunctionCallContent[] found = [.. contents.OfType<FunctionCallContent>()];
        JsonElement[] parts = [.. said.SelectMany(static message => Values(message, "tool_calls"))];
        JsonElement[] begun = [.. parts.Where(static part => part.TryGetProperty("id", out _))];
        Assert.Equal(begun.Select(static call => Text(call, "id")), found.Select(static call => call.CallId));
        Assert.Equal(begun.Select(static call => Text(call.GetProperty("function"), "name")), found.Select(static call => call.Name));
        int at = -1;
        string[] arguments = new string[begun.Length];
        foreach (JsonElement part in parts)
        {
            at += part.TryGetProperty("id", out _) ? 1 : 0;
            arguments[at] += Text(part.GetProperty("function"), "arguments");
        }

        foreach ((string wire, FunctionCallContent call) in arguments.Zip(found))
        {
            RecordedMistralTests.AssertArguments(wire, call);
        }

        return found.Length;
    }

    private static int CheckCitations(JsonElement[] said, ChatResponse response)
    {
        JsonElement[] expected = [.. said.SelectMany(static message => Values(message, "citations"))];
        CitationAnnotation[] found = [.. response.Messages[0].Contents.SelectMany(static content => content.Annotations ?? [])
            .OfType<CitationAnnotation>()];
        Assert.Equal(expected.Sum(static citation => citation.GetProperty("sources").GetArrayLength()), found.Length);
        foreach ((JsonElement wire, CitationAnnotation citation) in expected.Zip(found))
        {
            TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citation.AnnotatedRegions!));
            Assert.Equal(Text(wire, "text"), response.Text[region.StartIndex!.Value..region.EndIndex!.Value]);
            Assert.Equal(Text(wire.GetProperty("sources")[0], "id"), citation.AdditionalProperties![CohereCitationReader.SourceKey]);
            Assert.NotNull(citation.Snippet);
        }

        return found.Length;
    }

    private static void CheckUsage(RecordedExchange exchange, ChatResponse response)
    {
        JsonElement last = exchange.Parts.Last();
        JsonElement usage = (exchange.IsStream ? last.GetProperty("delta") : last).GetProperty("usage");
        long billedInput = usage.GetProperty("billed_units").GetProperty("input_tokens").GetInt64();
        long billedOutput = usage.GetProperty("billed_units").GetProperty("output_tokens").GetInt64();
        TokenUsage buckets = TokenUsage.From(response.Usage!);
        Assert.Equal((billedInput, 0L), (buckets.UncachedInputTokens, buckets.CacheReadTokens));
        Assert.Equal(billedOutput, buckets.OutputTokens + buckets.ReasoningTokens);
        Assert.Equal(billedInput + billedOutput, response.Usage!.TotalTokenCount);
        Assert.Equal(usage.GetProperty("tokens").GetProperty("input_tokens").GetInt64(),
            response.Usage.AdditionalCounts![UsageCounts.ProcessedInput]);
        Assert.Equal(usage.GetProperty("tokens").GetProperty("output_tokens").GetInt64(),
            response.Usage.AdditionalCounts[UsageCounts.ProcessedOutput]);
        Assert.Equal(usage.GetProperty("cached_tokens").GetInt64(), response.Usage.AdditionalCounts[UsageCounts.ProcessedCacheRead]);
        Assert.Equal(
            usage.GetProperty("tokens").TryGetProperty("reasoning_tokens", out JsonElement reasoning) ? reasoning.GetInt64() : 0,
            buckets.ReasoningTokens);
    }

    private static IEnumerable<JsonElement> Messages(RecordedExchange exchange) =>
        from part in exchange.Parts
        let holder = exchange.IsStream ? (part.TryGetProperty("delta", out JsonElement delta) ? delta : default) : part
        where holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("message", out _)
        select holder.GetProperty("message");

    private static IEnumerable<JsonElement> Values(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : value.ValueKind == JsonValueKind.Object ? [value]
        : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value)
        ? value.GetString() : null;
}
