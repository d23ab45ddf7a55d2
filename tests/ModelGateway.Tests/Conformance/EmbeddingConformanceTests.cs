using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Conformance;

/// <summary>Embeddings of every kind of provider that has them, through the whole gateway over HTTP.</summary>
public sealed class EmbeddingConformanceTests
{
    private const decimal UsdPerMillion = 2m;

    public static TheoryData<string> Kinds { get; } = [.. ProviderTypes.Names.Where(static name => Adapter(name).Embeddings is not null)];

    public static MatrixTheoryData<string, string> SpoiltAnswers { get; } =
        new(Kinds.Select(static row => row.Data),
            ["lacking", "one too many", "empty", "null", "text", "nested", "infinite", "beyond float"]);

    [Fact]
    public void Kinds_WithEmbeddingsAreListed() => Assert.Superset(
        new HashSet<string> { "AzureOpenAI", "Cohere", "Gemini", "Mistral", "Ollama", "OpenAI", "OpenAICompatible", "VertexAI" },
        Kinds.Select(static row => row.Data).ToHashSet());

    [Theory, MemberData(nameof(Kinds))]
    public async Task Texts_AreBatchedInTheirOrderAndBooked(string kind)
    {
        await using EmbeddingServer server = await EmbeddingServer.StartAsync(kind);
        await using ServiceProvider services = Create(kind, server);
        int most = Adapter(kind).Embeddings!.MaxInputsOf("m");
        string[] texts = [.. Enumerable.Range(0, (most * 2) + 1)
            .Select(static number => $"{(char)('a' + (number % 26))}{new string('x', number % 7)}")];

        Vectors vectors = await services.GetRequiredService<Generator>().GenerateAsync(texts).Bounded();

        Assert.Equal([most, most, 1], server.Batches.Select(static batch => batch.Length));
        Assert.Equal(texts, server.Batches.SelectMany(static batch => batch));
        Assert.Equal(texts.Select(static text => EmbeddingServer.Vector(text, null)), vectors.Select(static one => one.Vector.ToArray()));
        int tokens = EmbeddingServer.Tokens(texts);
        Assert.Equal((tokens, tokens), (vectors.Usage!.InputTokenCount, vectors.Usage.TotalTokenCount));
        GatewayReceipt receipt = vectors.GetReceipt()!;
        Assert.Equal(AttemptOutcome.Completed, receipt.Outcome);
        Assert.Equal("p/m", receipt.Deployment);
        Assert.Equal(3, receipt.Attempts.Count);
        Assert.Equal((tokens, 0, false), (receipt.Usage.InputTokens, receipt.Usage.AllOutputTokens, receipt.Usage.IsEstimated));
        Assert.Equal(tokens * UsdPerMillion / 1_000_000m, receipt.CostUsd);
        IReadOnlyList<LedgerEntry> ledger = services.GetRequiredService<InMemoryLedger>().Snapshot();
        Assert.Equal(3, ledger.Count);
        Assert.Equal(tokens, ledger.Sum(static entry => entry.Attempt.Usage.InputTokens));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Dimensions_AreSentOrNotedAndMissed(string kind)
    {
        await using EmbeddingServer server = await EmbeddingServer.StartAsync(kind);
        await using ServiceProvider services = Create(kind, server);

        GatewayReceipt receipt;
        try
        {
            Vectors vectors = await services.GetRequiredService<Generator>().GenerateAsync(["abc", "d"], new() { Dimensions = 7 })
                .Bounded();
            Assert.All(vectors, static one => Assert.Equal(7, one.Dimensions));
            receipt = vectors.GetReceipt()!;
        }
        catch (ProviderException exception)
        {
            // Vectors of another length than was asked for would spoil the caller's index.
            Assert.Equal(FailureKind.Unsupported, exception.Kind);
            receipt = exception.Receipt!;
        }

        bool sent = server.Requests[0].GetRawText().Contains(":7", StringComparison.Ordinal);
        Assert.Equal(sent ? AttemptOutcome.Completed : AttemptOutcome.Failed, receipt.Outcome);
        Assert.Equal(!sent, receipt.Notes.Any(static note => note.Contains("Dimensions was not sent", StringComparison.Ordinal)));
        if (kind is "OpenAI" or "AzureOpenAI" or "Gemini" or "VertexAI" or "Mistral" or "Cohere" or "Ollama")
        {
            Assert.True(sent);
        }
    }

    [Theory, MemberData(nameof(SpoiltAnswers))]
    public async Task Vectors_ThatAreInvalidAreRefused(string kind, string how)
    {
        await using EmbeddingServer server = await EmbeddingServer.StartAsync(kind);
        await using ServiceProvider services = Create(kind, server);
        server.Spoil = vectors => how switch
        {
            "lacking" => vectors.Take(1),
            "one too many" => vectors.Append(vectors[0]),
            "empty" => [vectors[0], "[]"],
            "null" => [vectors[0], "null"],
            "text" => [vectors[0], "[1,\"2\",3,4]"],
            "nested" => [vectors[0], "[[1,2,3,4]]"],
            "infinite" => [vectors[0], "[1,NaN,3,4]"],
            _ => [vectors[0], "[1,1e400,3,4]"],
        };

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            services.GetRequiredService<Generator>().GenerateAsync(["abc", "d"]).Bounded());

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Equal(FailureKind.Malformed, Assert.Single(exception.Receipt!.Attempts).Failure);
        Assert.Single(services.GetRequiredService<InMemoryLedger>().Snapshot());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Refusals_AreTyped(string kind)
    {
        await using EmbeddingServer server = await EmbeddingServer.StartAsync(kind);
        foreach ((int status, FailureKind expected) in new[]
        {
            (400, FailureKind.InvalidRequest), (404, FailureKind.ModelNotFound), (429, FailureKind.RateLimited),
                (500, FailureKind.Unavailable),
            (503, FailureKind.Unavailable), (401, FailureKind.Unauthorized),
        })
        {
            server.Refusal = (status, """{"error":{"message":"no","type":"error"},"message":"no"}""");
            int before = server.Requests.Count;
            await using ServiceProvider services = Create(kind, server);

            ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
                services.GetRequiredService<Generator>().GenerateAsync(["abc"]).Bounded());

            Assert.True(expected == exception.Kind
                || (status == 404 && exception.Kind == FailureKind.InvalidRequest), $"{status}: {exception.Kind}");
            Assert.Equal(before + 1, server.Requests.Count);
            Assert.Equal(status, exception.StatusCode);
        }
    }

    private static IProtocol Adapter(string kind) =>
        ProviderTypes.Find(kind)!.CreateProtocol(new ProviderOptions { Type = kind, Region = "us-east-1" });

    private static ServiceProvider Create(string kind, EmbeddingServer server)
    {
        ServiceCollection services = new();
        services.AddModelGateway(gateway =>
        {
            gateway.AddProvider("p", kind, provider =>
            {
                provider.Endpoint = server.Endpoint;
                provider.Keys.Add("key-0000000000000000");
                provider.Models.Add(new ModelInfo { Id = "m", Pricing = ModelPricing.PerMillion(UsdPerMillion, 0m) });
            });
            gateway.Configure(static options =>
            {
                options.DefaultRoute = options.DefaultEmbeddingRoute = "p/m";
                options.Breaker = new CircuitBreakerOptions { MinimumCalls = int.MaxValue };
            });
        });
        return services.BuildServiceProvider();
    }
}
