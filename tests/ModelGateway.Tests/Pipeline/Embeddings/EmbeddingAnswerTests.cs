using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline.Embeddings;

/// <summary>What is made of the answers of several batches, and what is asked of every adapter.</summary>
public sealed class EmbeddingAnswerTests
{
    public static TheoryData<string> Adapters => ["openai", "mistral", "cohere"];

    [Fact]
    public async Task PartlyUnknownUsage_IsUnknown_AndPropertiesOfEveryBatchAreKept()
    {
        CannedEmbeddingGenerator inner = new();
        inner.Respond = (texts, _, _) =>
        {
            Vectors answer = CannedEmbeddingGenerator.Answer(texts);
            answer.Usage = texts.Contains("t1") ? null : answer.Usage;
            answer.AdditionalProperties = new() { [texts[0]] = true, ["same"] = texts[0] };
            return Task.FromResult(answer);
        };
        using Generator gateway = GatewayEmbeddingGenerator.Create(g =>
            g.AddEmbeddingDeployment("a", inner, configure: o => o.MaxInputs = 1));

        Vectors vectors = await gateway.GenerateAsync(["t0", "t1"]);

        Assert.Null(vectors.Usage);
        Assert.Equal((true, true, "t0"),
            (vectors.AdditionalProperties!["t0"], vectors.AdditionalProperties["t1"], vectors.AdditionalProperties["same"]));
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void NumbersThatAreNotFinite_AreMalformed(string name)
    {
        foreach (string vector in (string[])["[1,1e400]", "[-1e400]", "\"AADAfw==\""])
        {
            string body = name == "cohere" ? $$$"""{"embeddings":{"float":[{{{vector}}}]}}""" : $$$"""{"data":[{"embedding":{{{vector}}}}]}""";
            ProviderException exception = Assert.Throws<ProviderException>(() =>
                Adapter(name).ReadResponse(Encoding.UTF8.GetBytes(body), EmbeddingCalls.Of("t1")));
            Assert.Equal(FailureKind.Malformed, exception.Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void RawRequest_IsNoted(string name)
    {
        EmbeddingCall call = new()
        {
            Inputs = ["t1"],
            ModelId = "m",
            Options = new() { RawRepresentationFactory = static _ => new object() }
        };

        EmbeddingCalls.Write(Adapter(name), call);

        Assert.Contains("RawRepresentationFactory was not used", Assert.Single(call.Notes.All), StringComparison.Ordinal);
    }

    [Fact]
    public void TokensOfARequest_AreBounded_ByEachService()
    {
        Assert.Equal(300_000, Adapter("openai").MaxTokens);
        Assert.Equal(16_384, Adapter("mistral").MaxTokens);
        Assert.Equal(20_000, ((IEmbeddingProtocol)VertexAIEmbeddings.Instance).MaxTokens);
        Assert.Equal((96, long.MaxValue), (Adapter("cohere").MaxInputs, Adapter("cohere").MaxTokens));
    }

    [Fact]
    public async Task ToolCallsShownInPieces_AreCountedOnce()
    {
        string arguments = new('x', 4_000);
        ToolCallDeltaContent delta = new("c1", "f", arguments);
        FunctionCallContent whole = new("c1", "f", new Dictionary<string, object?> { ["a"] = arguments });

        Assert.Equal(1_001, await OutputOfCutStream(delta));
        Assert.Equal(1_001, await OutputOfCutStream(delta, whole));
    }

    private static async Task<long> OutputOfCutStream(params AIContent[] contents)
    {
        ScriptedChatClient inner = new ScriptedChatClient()
            .Stream(contents.Select(content => new ChatResponseUpdate(ChatRole.Assistant, [content])));
        List<GatewayReceipt> receipts = [];
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("a", inner));
        ChatOptions options = new ChatOptions().WithGateway(s => s with { OnReceipt = receipts.Add });
        await Assert.ThrowsAnyAsync<GatewayException>(async () =>
        {
            await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("hi", options))
            {
                _ = update;
            }
        });
        return receipts[0].Usage.AllOutputTokens;
    }

    private static IEmbeddingProtocol Adapter(string name) => name switch
    {
        "openai" => new OpenAIChatProtocol(ChatDialect.OpenAI).Embeddings!,
        "mistral" => MistralEmbeddings.Instance,
        _ => CohereEmbeddings.Instance,
    };
}
