using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// JSONTestSuite through every protocol's readers: a document within a true answer, as the value of an unknown field, and in place
/// of the answer. The outcome is an answer or a typed error, and nothing else.
/// </summary>
public sealed class JsonSuiteTests
{
    private const string Said = "Grüße";

    public static MatrixTheoryData<SimulatedProtocol, bool> Readers { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Readers))]
    public async Task ValidDocuments_AreAccepted(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) =
            await RunAsync(protocol, stream, "y_", whole: false, static (answer, _) => answer is { Exception: null, Text: Said });
        Assert.Equal(95, files);
        Assert.Empty(wrong);
    }

    /// <summary>
    /// A few fragments become valid within a document (a lone brace closes it): there the verdict of the runtime's own parser counts.
    /// </summary>
    [Theory, MemberData(nameof(Readers))]
    public async Task InvalidDocuments_AreRefusedWithATypedError(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) = await RunAsync(
            protocol, stream, "n_", whole: false, static (answer, document) =>
                IsRefused(answer) || (answer.Exception is null && IsJson(document)));
        Assert.Equal(188, files);
        Assert.Empty(wrong);
        (_, wrong) = await RunAsync(protocol, stream, "n_", whole: true, static (answer, _) => IsRefused(answer));
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Readers))]
    public async Task Documents_WithUndefinedResultDoNotCrash(SimulatedProtocol protocol, bool stream)
    {
        (int files, List<string> wrong) = await RunAsync(
            protocol, stream, "i_", whole: false, static (answer, _) => answer is { Exception: null, Text: Said } || IsRefused(answer));
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
            Gateway = builder => builder.Configure(static options =>
                options.Breaker = new CircuitBreakerOptions { MinimumCalls = int.MaxValue })
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
            handler.Rewrite = body => whole ? document : AnswerField.Insert(protocol, stream, body, document, out json);
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

    private static bool IsJson(byte[] json)
    {
        try
        {
            JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
