using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Json;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>A recorded answer, its JSON documents found, so that any of its bytes can be replaced and the whole read again.</summary>
internal sealed class RecordedAnswer
{
    private readonly Exchange _exchange;
    private readonly ExchangeKind _kind;
    private readonly IProtocol _adapter;
    private readonly bool _isFramed;

    private RecordedAnswer(Exchange exchange, ExchangeKind kind, IProtocol adapter)
    {
        _exchange = exchange;
        _kind = kind;
        _adapter = adapter;
        _isFramed = exchange.ContentType.Contains("eventstream", StringComparison.Ordinal);
        Documents = Find();
    }

    public string Id => _exchange.Id;

    /// <summary>Where the JSON documents are: one of a whole answer, one for each event of a stream.</summary>
    public IReadOnlyList<(int Start, int Length)> Documents { get; }

    public static IEnumerable<RecordedAnswer> All(string recording)
    {
        RecordingMap map = RecordingMap.All.Single(map => map.Recording == recording);
        foreach (Exchange exchange in Exchange.All(recording))
        {
            ExchangeKind kind = RecordingMap.KindOf(exchange);
            if (kind != ExchangeKind.Other && exchange.Body.Length > 0)
            {
                yield return new RecordedAnswer(exchange, kind, map.Adapter(kind));
            }
        }
    }

    public ReadOnlySpan<byte> Document(int index) => _exchange.Body.AsSpan(Documents[index].Start, Documents[index].Length);

    /// <summary>The body with another document in place of one. A frame is made anew.</summary>
    public byte[] With(int index, ReadOnlySpan<byte> document)
    {
        (int start, int length) = Documents[index];
        ReadOnlySpan<byte> body = _exchange.Body;
        if (!_isFramed)
        {
            return [.. body[..start], .. document, .. body[(start + length)..]];
        }

        int frame = FrameOf(start);
        int total = BinaryPrimitives.ReadInt32BigEndian(body[frame..]);
        return [.. body[..frame], .. BedrockFrames.Frame(document.ToArray(), body[(frame + 12)..start].ToArray()),
            .. body[(frame + total)..]];
    }

    /// <summary>Reads a body as the gateway would; null where it is an answer or a failure that has a type, else what is wrong.</summary>
    public async Task<string?> ReadAsync(byte[] body)
    {
        try
        {
            await ReadWholeAsync(body);
            return null;
        }
        catch (Exception exception) when (exception is GatewayException or EndOfStreamException)
        {
            return exception is ProviderException { Kind: FailureKind.Unknown } ? $"Unknown: {exception.Message}" : null;
        }
        catch (Exception exception)
        {
            string? at = exception.StackTrace?.Split('\n')
                .FirstOrDefault(static line => line.Contains("ModelGateway.Protocols", StringComparison.Ordinal))?.Trim();
            return $"{exception.GetType().Name}: {exception.Message} {at}";
        }
    }

    private async Task ReadWholeAsync(byte[] body)
    {
        if (_exchange.IsError)
        {
            using HttpResponseMessage message = new();
            ProviderFailure failure = _adapter.ReadError(_exchange.Status, message.Headers, body, DateTimeOffset.UnixEpoch);
            Assert.NotNull(failure.Message);
            return;
        }

        switch (_kind)
        {
            case ExchangeKind.Embeddings:
                _adapter.Embeddings!.ReadResponse(
                    body, new EmbeddingCall { Inputs = RecordedInputs.Of(_exchange), ModelId = "test-model", AttemptId = "t1" });
                break;
            case ExchangeKind.ModelList:
                _adapter.ModelList!.Read(body, new List<DiscoveredModel>());
                break;
            case ExchangeKind.Chat or ExchangeKind.Responses when _exchange.IsStream:
                (List<ChatResponseUpdate> updates, _) = await Replay.ReadStreamAsync(_adapter, new MemoryStream(body));
                Serialize(updates.ToChatResponse());
                break;
            default:
                Serialize(_adapter.ReadResponse(body, ProtocolHarness.Call([new(ChatRole.User, "hi")])));
                break;
        }

        _adapter.Usage.Find(body);
    }

    // An answer is stored and shown: what was read must be whole.
    private static void Serialize(ChatResponse response) =>
        Assert.NotEmpty(JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions));

    private List<(int Start, int Length)> Find()
    {
        List<(int Start, int Length)> found = [];
        byte[] body = _exchange.Body;
        for (int at = 0; at < body.Length;)
        {
            int end = _isFramed ? at + BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at))
                : _exchange.IsStream && body.AsSpan(at).IndexOf((byte)'\n') is >= 0 and int line ? at + line + 1
                : body.Length;
            int start = _isFramed ? at + 12 + BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 4)) : at;
            int open = body.AsSpan(start, end - start).IndexOfAny((byte)'{', (byte)'[');
            if (open >= 0 && JsonLength(body.AsSpan(start + open, end - start - open - (_isFramed ? 4 : 0))) is { } length)
            {
                found.Add((start + open, length));
            }

            at = end;
        }

        return found;
    }

    private static int? JsonLength(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json, isFinalBlock: false, new JsonReaderState(WireJson.Options));
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private int FrameOf(int start)
    {
        int at = 0;
        while (at + BinaryPrimitives.ReadInt32BigEndian(_exchange.Body.AsSpan(at)) <= start)
        {
            at += BinaryPrimitives.ReadInt32BigEndian(_exchange.Body.AsSpan(at));
        }

        return at;
    }
}
