using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline.Embeddings;

/// <summary>Vectors of different models never meet.</summary>
public sealed class EmbeddingRoutesTests : IDisposable
{
    private readonly CannedEmbeddingGenerator _small = new("small");
    private readonly CannedEmbeddingGenerator _large = new("large", dimensions: 5);
    private readonly CannedEmbeddingGenerator _other = new("small");

    public void Dispose()
    {
        _small.Dispose();
        _large.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task OtherModel_IsNoFailover()
    {
        Fail(_small);
        using Generator gateway = Create();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1"]));

        Assert.Equal(("small", FailureKind.Unavailable), (exception.Deployment, exception.Kind));
        Assert.Empty(_large.Calls);
        Assert.Equal("large: its vectors cannot be compared with those of small",
            Assert.Single(exception.Receipt!.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")));
    }

    [Fact]
    public async Task SameModelElsewhere_IsAFailover_UnderAnotherNameToo()
    {
        Fail(_small);
        using Generator gateway = Create(g => g
            .AddEmbeddingDeployment("azure", _other,
                configure: o => (o.ModelId, o.Model) = ("my-deployment", new() { Id = "my-deployment", EmbeddingSpace = "SMALL" }))
            .AddRoute("embed", route => route.To("small", "large", "azure")));

        Vectors vectors = await gateway.GenerateAsync(["t1"]);

        Assert.Equal("azure", vectors.GetReceipt()!.Deployment);
        Assert.Equal("my-deployment", _other.Calls[0].Options!.ModelId);
    }

    [Fact]
    public async Task OtherModel_StartsTheRequestAgain_WhereTheRouteAllowsIt()
    {
        Fail(_small, "t4");
        using Generator gateway = Create(across: true);

        Vectors vectors = await gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(7));

        Assert.Equal([0f, 1, 2, 3, 4, 5, 6], vectors.Select(one => one.Vector.Span[0]));
        Assert.All(vectors, one => Assert.Equal(("large", 5), (one.ModelId, one.Dimensions)));
        Assert.Equal(["t0,t1", "t2,t3", "t4,t5"], _small.Calls.Select(call => string.Join(',', call.Texts)));
        Assert.Equal(CannedEmbeddingGenerator.Texts(7).Order(), _large.Calls.SelectMany(call => call.Texts).Order());
        GatewayReceipt receipt = vectors.GetReceipt()!;
        Assert.Equal("large", receipt.Deployment);
        Assert.Contains("started again with large", Assert.Single(receipt.Notes), StringComparison.Ordinal);
        Assert.Equal(70, vectors.Usage!.InputTokenCount);
        Assert.Equal(70 + 40, receipt.Usage.InputTokens);
    }

    [Fact]
    public async Task GivenUpModel_DoesNotComeBack()
    {
        Fail(_small, "t2");
        Fail(_large, "t0");
        using Generator gateway = Create(across: true);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(4)));

        Assert.Equal("large", exception.Deployment);
        Assert.Equal(2, _small.Calls.Count);
        Assert.Equal(["small", "small", "large", "large"], exception.Receipt!.Attempts.Select(attempt => attempt.Deployment));
    }

    [Fact]
    public async Task OtherModel_IsTheLastResort_InAnyPosition()
    {
        Fail(_small);
        using Generator gateway = Create(
            g => g.AddEmbeddingDeployment("again", _other, configure: o => o.ModelId = "small")
                .AddRoute("embed", route => route.To("small", "large", "again")),
            across: true);

        Assert.Equal("again", (await gateway.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Empty(_large.Calls);
    }

    [Fact]
    public async Task VectorsOfUnequalLength_AreRefused()
    {
        _small.Respond = (texts, _, _) => Task.FromResult(CannedEmbeddingGenerator.Answer(texts, "small", texts.Contains("t0") ? 3 : 4));
        using Generator gateway = Create();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3)));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.StartsWith("small returned vectors of 4 and of 3 dimensions. The others: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(30, exception.Receipt!.Usage.InputTokens);
    }

    [Fact]
    public async Task OtherDimensionsThanAskedFor_AreRefused_AndCharged()
    {
        using Generator gateway = Create();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { Dimensions = 2 }));

        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.StartsWith("small returned vectors of 3 dimensions; 2 were asked for. The others: ", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(10, exception.Receipt!.Usage.InputTokens);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task WrongNumberOfVectors_IsMalformed(int count)
    {
        _small.Respond = (_, _, _) => Task.FromResult(CannedEmbeddingGenerator.Answer(CannedEmbeddingGenerator.Texts(count), "small"));
        using Generator gateway = Create();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1", "t2"]));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.StartsWith($"small returned {count} embeddings for 2 texts. The others: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("its vectors cannot be compared", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyOrMissingVector_IsMalformed()
    {
        _small.Respond = (_, _, _) => Task.FromResult(new Vectors([new Embedding<float>(Array.Empty<float>())]));
        using Generator gateway = Create();
        Assert.Equal(FailureKind.Malformed, (await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1"]))).Kind);

        _small.Respond = (_, _, _) => Task.FromResult(new Vectors([null!]));
        Assert.Equal(FailureKind.Malformed, (await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1"]))).Kind);
    }

    [Fact]
    public async Task Configuration_AllowsFailoverBetweenModels()
    {
        Fail(_small);
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Routes:embed:To", "small,large"), new("Routes:embed:FailOverBetweenEmbeddingModels", "true")]).Build();
        using Generator gateway = Create(g => g.AddConfiguration(configuration));

        Assert.Equal("large", (await gateway.GenerateAsync(["t1"])).GetReceipt()!.Deployment);

        ModelGatewayOptions options = new();
        new GatewayConfigurationReader(ProviderTypes.Registry).Read(
            new ConfigurationBuilder().AddInMemoryCollection(
                [new("Providers:azure:Models:0:Id", "mine"), new("Providers:azure:Models:0:EmbeddingSpace", "text-embedding-3-small")])
                    .Build(),
            options);
        Assert.Equal(new ModelInfo { Id = "mine", EmbeddingSpace = "text-embedding-3-small" },
            Assert.Single(options.Providers["azure"].Models));
    }

    private static void Fail(CannedEmbeddingGenerator generator, string? at = null)
    {
        Func<IReadOnlyList<string>, EmbeddingGenerationOptions?, CancellationToken, Task<Vectors>> respond = generator.Respond;
        generator.Respond = (texts, options, token) => at is null || texts.Contains(at) ? throw new HttpRequestException("down")
            : respond(texts, options, token);
    }

    private Generator Create(Action<IModelGatewayBuilder>? configure = null, bool across = false) => GatewayEmbeddingGenerator.Create(g =>
    {
        g.AddEmbeddingDeployment("small", _small, configure: o => o.MaxInputs = 2)
            .AddEmbeddingDeployment("large", _large, configure: o => o.MaxInputs = 3);
        if (configure is null)
        {
            g.AddRoute("embed", route => route.To("small", "large"));
        }

        configure?.Invoke(g);
        if (across)
        {
            g.Configure(options => options.Routes["embed"].FailOverBetweenEmbeddingModels = true);
        }
    });
}
