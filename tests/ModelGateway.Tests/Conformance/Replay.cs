using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>Reads a whole recording as the gateway would have.</summary>
internal sealed class Replay(RecordingMap map)
{
    private readonly ReplayRow _row = new(map.Recording);

    public async Task<ReplayRow> RunAsync()
    {
        foreach (Exchange exchange in Exchange.All(map.Recording))
        {
            _row.Exchanges++;
            try
            {
                await ReadAsync(exchange);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                _row.Crashes.Add($"{exchange.Id}: {exception.GetType().Name}: {exception.Message}");
            }
        }

        return _row;
    }

    /// <summary>Reads a stream's updates from any source of its bytes.</summary>
    public static async Task<(List<ChatResponseUpdate> Updates, int Events)> ReadStreamAsync(IProtocol adapter, Stream stream)
    {
        List<ChatResponseUpdate> updates = [];
        int events = 0;
        IChatStreamReader reader = adapter.CreateStreamReader(Call(streaming: true));
        using IStreamFrames frames = adapter.CreateFrames(stream);
        while (!reader.IsEnded && await frames.ReadAsync(TestContext.Current.CancellationToken))
        {
            events++;
            reader.Read(frames.EventType, frames.Data, updates);
        }

        if (!reader.IsComplete)
        {
            throw new StreamTruncatedException("The recorded stream counts as truncated.");
        }

        reader.Finish(updates);
        return (updates, events);
    }

    private static ChatCall Call(bool streaming) => ProtocolHarness.Call([new(ChatRole.User, "hi")], streaming: streaming);

    private async Task ReadAsync(Exchange exchange)
    {
        ExchangeKind kind = RecordingMap.KindOf(exchange);
        IProtocol adapter = map.Adapter(kind);
        if (exchange.IsError)
        {
            ReadError(exchange, adapter);
            return;
        }

        switch (kind)
        {
            case ExchangeKind.Chat or ExchangeKind.Responses:
                await ReadChatAsync(exchange, adapter);
                break;
            case ExchangeKind.Embeddings:
                ReadEmbeddings(exchange, adapter);
                break;
            case ExchangeKind.ModelList:
                List<DiscoveredModel> models = [];
                adapter.ModelList!.Read(exchange.Body, models);
                Assert.NotEmpty(models);
                _row.ModelLists++;
                break;
            default:
                _row.Others++;
                break;
        }
    }

    private async Task ReadChatAsync(Exchange exchange, IProtocol adapter)
    {
        ChatResponse response;
        if (exchange.IsStream)
        {
            (List<ChatResponseUpdate> updates, int events) = await ReadStreamAsync(adapter, new MemoryStream(exchange.Body));
            Assert.True(updates.Sum(update => update.Contents.OfType<UsageContent>().Count()) <= 1, $"{exchange.Id} reports usage twice.");
            response = updates.ToChatResponse();
            _row.Streams++;
            _row.Events += events;
        }
        else
        {
            response = adapter.ReadResponse(exchange.Body, Call(streaming: false));
        }

        _row.Answers++;
        _row.Finish(response.FinishReason?.Value ?? "none");
        Assert.All(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>(), call =>
            Assert.False(string.IsNullOrEmpty(call.CallId) || string.IsNullOrEmpty(call.Name)));
        await CompareAsync(exchange, adapter, response);
    }

    // Against what the answer's JSON says, read by other means.
    private async Task CompareAsync(Exchange exchange, IProtocol adapter, ChatResponse response)
    {
        List<JsonElement> documents = await RawExchange.DocumentsAsync(exchange, adapter);
        if (RawExchange.Total(documents) is { } total)
        {
            Assert.True(response.Usage is not null, $"{exchange.Id} lost its usage.");
            long sum = TokenUsage.From(response.Usage).TotalTokens;
            Assert.True(sum == total, $"{exchange.Id}: the buckets sum to {sum}, the provider says {total}.");
            _row.Usages++;
        }

        if (exchange.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            FunctionCallContent[] calls = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
            List<(string Name, string Arguments)> said = RawExchange.Calls(documents);
            Assert.True(said.Select(call => call.Name).SequenceEqual(calls.Select(call => call.Name)),
                $"{exchange.Id}: other calls than were made.");
            foreach ((FunctionCallContent call, (_, string arguments)) in calls.Zip(said))
            {
                Assert.True(call.Exception is not null
                    || IsAlike(call, arguments), $"{exchange.Id}: {call.Name} has other arguments than {arguments}.");
            }
        }
    }

    private static bool IsAlike(FunctionCallContent call, string arguments) =>
        string.IsNullOrWhiteSpace(arguments) || JsonElement.Parse(arguments) is not { ValueKind: JsonValueKind.Object } json
            ? call.Arguments is null or { Count: 0 }
            : call.Arguments is not null && JsonElement.DeepEquals(json, JsonSerializer.SerializeToElement(call.Arguments));

    private void ReadEmbeddings(Exchange exchange, IProtocol adapter)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = adapter.Embeddings!.ReadResponse(exchange.Body, EmbeddingCallOf(exchange));
        Assert.NotEmpty(embeddings);
        Assert.All(embeddings, embedding => Assert.False(embedding.Vector.IsEmpty));
        _row.Embeddings++;
    }

    private static EmbeddingCall EmbeddingCallOf(Exchange exchange) =>
        new() { Inputs = RecordedInputs.Of(exchange), ModelId = "test-model", AttemptId = "t1" };

    private void ReadError(Exchange exchange, IProtocol adapter)
    {
        using HttpResponseMessage message = new();
        HttpResponseHeaders headers = message.Headers;
        foreach ((string name, string value) in exchange.Headers)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        ProviderFailure failure = adapter.ReadError(exchange.Status, headers, exchange.Body, DateTimeOffset.UnixEpoch);
        Assert.True(failure.Kind != FailureKind.Unknown, $"{exchange.Id} is not classified.");
        _row.Error(failure.Kind);
    }
}
