using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline.Embeddings;

/// <summary>More texts than one request may carry.</summary>
public sealed class EmbeddingOperationTests
{
    private readonly InMemoryLedger _ledger = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 3)]
    public async Task Texts_AreSplitIntoBatches_AndComeBackInOrder(int texts, int batches)
    {
        CannedEmbeddingGenerator inner = new();
        using Generator gateway = Create(inner, maxInputs: 3);

        Vectors vectors = await gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(texts));

        Assert.Equal(Enumerable.Range(0, texts).Select(i => (float)i), vectors.Select(one => one.Vector.Span[0]));
        Assert.Equal(CannedEmbeddingGenerator.Texts(texts), inner.Calls.SelectMany(call => call.Texts));
        Assert.Equal(batches, inner.Calls.Count);
        Assert.All(vectors, one => Assert.Equal("canned-embedding", one.ModelId));
        Assert.Equal(10 * texts, vectors.Usage!.InputTokenCount);
        GatewayReceipt receipt = vectors.GetReceipt()!;
        Assert.Equal((AttemptOutcome.Completed, "inner", 10L * texts, 10m * texts),
            (receipt.Outcome, receipt.Deployment, receipt.Usage.TotalTokens, receipt.CostUsd));
        Assert.Equal(batches, receipt.Attempts.Count);
        Assert.All(receipt.Attempts, attempt =>
            Assert.Equal((AttemptOutcome.Completed, null, null), (attempt.Outcome, attempt.TimeToFirstToken, attempt.MaxOutputTokens)));
        Assert.Equal(batches, _ledger.TotalCount);
        Assert.All(_ledger.Snapshot(), entry => Assert.Equal(("embeddings", receipt.RequestId), (entry.Cause, entry.RequestId)));
        Assert.Equal(batches, _ledger.Snapshot().Select(entry => entry.AttemptId).Distinct().Count());
    }

    [Fact]
    public async Task NoTexts_AreNoRequest()
    {
        CannedEmbeddingGenerator inner = new();
        using Generator gateway = Create(inner);

        Vectors vectors = await gateway.GenerateAsync([]);

        Assert.Empty(vectors);
        Assert.Null(vectors.GetReceipt());
        Assert.Empty(inner.Calls);
        Assert.Equal(0, _ledger.TotalCount);
    }

    [Fact]
    public async Task WrongArguments_AreArgumentExceptions()
    {
        using Generator gateway = Create(new CannedEmbeddingGenerator());

        await Assert.ThrowsAsync<ArgumentNullException>(() => gateway.GenerateAsync((IEnumerable<string>)null!));
        ArgumentException missing = await Assert.ThrowsAsync<ArgumentException>(() => gateway.GenerateAsync(["t1", null!]));
        Assert.Contains("Text 1 is null", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions().WithGateway(s => s with { MaxAttempts = 0 })));
        Assert.Equal(0, _ledger.TotalCount);
    }

    [Fact]
    public async Task Texts_AreReadAtTheCall()
    {
        TaskCompletionSource release = new();
        CannedEmbeddingGenerator inner = new();
        inner.Respond = async (texts, _, _) =>
        {
            await release.Task;
            return CannedEmbeddingGenerator.Answer(texts);
        };
        using Generator gateway = Create(inner, maxInputs: 1);
        List<string> texts = ["t1", "t2"];

        Task<Vectors> running = gateway.GenerateAsync(texts);
        texts[1] = "t9";
        release.SetResult();

        Assert.Equal([1f, 2f], (await running).Select(one => one.Vector.Span[0]));
    }

    [Fact]
    public async Task FailedBatch_IsRepeatedElsewhere_InThatDeploymentsSizes()
    {
        CannedEmbeddingGenerator first = new();
        CannedEmbeddingGenerator second = new();
        first.Respond = (texts, _, _) => texts.Contains("t3") ? throw new HttpRequestException("down")
            : Task.FromResult(CannedEmbeddingGenerator.Answer(texts));
        using Generator gateway = GatewayEmbeddingGenerator.Create(g => g
            .AddEmbeddingDeployment("a", first, configure: o => (o.ModelId, o.MaxInputs) = ("m", 3))
            .AddEmbeddingDeployment("b", second, configure: o => (o.ModelId, o.MaxInputs) = ("m", 2))
            .AddRoute("embed", route => route.To("a", "b")));

        Vectors vectors = await gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(8));

        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], vectors.Select(one => one.Vector.Span[0]));
        Assert.Equal([3, 3], first.Calls.Select(call => call.Texts.Count));
        Assert.Equal(["t3,t4", "t5,t6", "t7"], second.Calls.Select(call => string.Join(',', call.Texts)));
        Assert.Equal(["a", "a", "b", "b", "b"], vectors.GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
        Assert.Equal(80, vectors.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task MaxAttempts_AreCountedForEachBatch()
    {
        CannedEmbeddingGenerator first = new();
        first.Respond = (texts, _, _) => texts.Contains("t1") ? throw new HttpRequestException("down")
            : Task.FromResult(CannedEmbeddingGenerator.Answer(texts));
        using Generator gateway = GatewayEmbeddingGenerator.Create(g => g
            .AddEmbeddingDeployment("a", first, configure: o => (o.ModelId, o.MaxInputs) = ("m", 1))
            .AddEmbeddingDeployment("b", new CannedEmbeddingGenerator(), configure: o => (o.ModelId, o.MaxInputs) = ("m", 1))
            .AddRoute("embed", route => route.To("a", "b")));
        EmbeddingGenerationOptions two = new EmbeddingGenerationOptions().WithGateway(s => s with { MaxAttempts = 2 });
        EmbeddingGenerationOptions one = new EmbeddingGenerationOptions().WithGateway(s => s with { MaxAttempts = 1 });

        Vectors vectors = await gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3), two);
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3), one));

        Assert.Equal(["a", "a", "b", "b"], vectors.GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
        Assert.Equal(["a", "a"], exception.Receipt!.Attempts.Select(attempt => attempt.Deployment));
    }

    [Fact]
    public async Task CancelledRequest_SendsNoFurtherBatch()
    {
        using CancellationTokenSource cancellation = new();
        List<GatewayReceipt> receipts = [];
        CannedEmbeddingGenerator inner = new();
        inner.Respond = (texts, _, _) =>
        {
            cancellation.Cancel();
            return Task.FromResult(CannedEmbeddingGenerator.Answer(texts));
        };
        using Generator gateway = Create(inner, maxInputs: 1);
        EmbeddingGenerationOptions options = new EmbeddingGenerationOptions().WithGateway(s => s with { OnReceipt = receipts.Add });

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3), options, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Single(inner.Calls);
        GatewayReceipt receipt = Assert.Single(receipts);
        Assert.Equal(AttemptOutcome.Cancelled, receipt.Outcome);
        Assert.Equal([AttemptOutcome.Completed, AttemptOutcome.Cancelled], receipt.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(10m, receipt.CostUsd);
        Assert.Equal(receipt.Attempts.Count, _ledger.TotalCount);
    }

    private Generator Create(CannedEmbeddingGenerator inner, int? maxInputs = null) => GatewayEmbeddingGenerator.Create(g => g
        .UseLedger(_ledger)
        .AddEmbeddingDeployment("inner", inner, configure: options =>
        {
            options.MaxInputs = maxInputs;
            options.Model = new ModelInfo { Id = "inner", Pricing = ModelPricing.PerMillion(1_000_000, 1_000_000) };
        }));
}
