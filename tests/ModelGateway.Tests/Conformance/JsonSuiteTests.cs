using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Testing;
using ModelGateway.Testing.Simulators.Bedrock;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// JSONTestSuite through every adapter's readers: a document within a true answer, as the value of a field that nobody knows, and in place
/// of the answer. The outcome is an answer or a typed error, and nothing else.
/// </summary>
public sealed class JsonSuiteTests
{
    private const string Said = "Grüße";

    public static MatrixTheoryData<SimulatedProtocol, bool> Readers { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Readers))]
    public async Task ValidDocuments_AreAccepted(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) = await RunAsync(protocol, stream, "y_", whole: false, static (answer, _) => answer is { Exception: null, Text: Said });
        Assert.Equal(95, files);
        Assert.Empty(wrong);
    }

    /// <summary>A few fragments become valid within a document (a lone brace closes it): there the verdict of the runtime's own parser counts.</summary>
    [Theory, MemberData(nameof(Readers))]
    public async Task InvalidDocuments_AreRefusedWithATypedError(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) = await RunAsync(
            protocol, stream, "n_", whole: false, static (answer, document) => IsRefused(answer) || (answer.Exception is null && IsJson(document)));
        Assert.Equal(188, files);
        Assert.Empty(wrong);
        (_, wrong) = await RunAsync(protocol, stream, "n_", whole: true, static (answer, _) => IsRefused(answer));
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Readers))]
    public async Task DocumentsThatAreAnybodysChoice_DoNotCrash(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) = await RunAsync(protocol, stream, "i_", whole: false, static (answer, _) => answer is { Exception: null, Text: Said } || IsRefused(answer));
        Assert.Equal(35, files);
        Assert.Empty(wrong);
        (_, wrong) = await RunAsync(protocol, stream, "i_", whole: true, static (answer, _) => IsRefused(answer));
        Assert.Empty(wrong);
    }

    private static async Task<(int Files, List<string> Wrong)> RunAsync(
        SimulatedProtocol protocol, bool stream, string prefix, bool whole, Func<GatewayAnswer, byte[], bool> isRight)
    {
        string folder = Path.Combine(Path.GetDirectoryName(SharedData.Require("hostile-input/naughty-strings.json"))!, "json-parsing");
        RewritingHandler handler = new();
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.Configure(static options => options.Breaker = new CircuitBreakerOptions { FailuresToOpen = int.MaxValue })
                .HttpClient.AddHttpMessageHandler(() => handler),
        });
        gateway.First.Reply(Said);
        Assert.Equal(Said, (await gateway.AskAsync(stream)).Text);
        List<string> wrong = [];
        string[] files = Directory.GetFiles(folder, prefix + "*.json");
        foreach (string file in files)
        {
            byte[] document = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            byte[] json = document;
            handler.Rewrite = body => whole ? document : Insert(protocol, stream, body, document, out json);
            GatewayAnswer answer = await gateway.AskAsync(stream);
            if (!isRight(answer, json))
            {
                wrong.Add($"{Path.GetFileName(file)}: {answer.Exception?.GetType().Name} {answer.Exception?.Message} '{answer.Text}'");
            }
        }

        return (files.Length, wrong);
    }

    private static bool IsRefused(GatewayAnswer answer) =>
        answer.Exception is StreamTruncatedException or ProviderException { Kind: FailureKind.Malformed or FailureKind.Truncated };

    // As the last field of the answer, or of a stream's first event.
    private static byte[] Insert(SimulatedProtocol protocol, bool stream, byte[] body, byte[] document, out byte[] json)
    {
        int start = body.AsSpan().IndexOf((byte)'{');
        Utf8JsonReader reader = new(body.AsSpan(start), isFinalBlock: false, default);
        Assert.True(reader.Read() && reader.TrySkip());
        int last = start + (int)reader.BytesConsumed - 1;
        json = [.. body.AsSpan(start, last - start), .. ",\"unknown\":"u8, .. document, (byte)'}'];
        if (stream && protocol == SimulatedProtocol.Bedrock)
        {
            int frameEnd = BinaryPrimitives.ReadInt32BigEndian(body);
            byte[] headers = body[12..(12 + BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)))];
            return [.. BedrockFrames.Frame(json, headers), .. body.AsSpan(frameEnd)];
        }

        if (stream && !body.AsSpan(0, start).EndsWith("data: "u8))
        {
            // A line of JSON is one line.
            json = Replace(json, " ");
        }

        return [.. body.AsSpan(0, start), .. start > 0 && stream ? Replace(json, "\ndata: ") : json, .. body.AsSpan(last + 1)];
    }

    // An event of several lines has its mark on each.
    private static byte[] Replace(byte[] json, string lineEnd)
    {
        string text = Encoding.Latin1.GetString(json).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Encoding.Latin1.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal));
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
