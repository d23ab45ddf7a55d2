using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Costs;

/// <summary>Holds and costs of embeddings at $1 a token. The hold for a text of two letters is 2 + 2 tokens.</summary>
public sealed class EmbeddingBudgetTests : IDisposable
{
    private readonly CannedEmbeddingGenerator _inner = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Batch_HoldsItsInputOnly()
    {
        _inner.Respond = (texts, _, _) => Task.FromResult(Used(texts, 2 * texts.Count));
        using Generator gateway = Create(budget: 100, maxInputs: 2);

        GatewayReceipt receipt = (await gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3))).GetReceipt()!;

        Assert.Equal([(8m, 4m, 0m), (4m, 2m, 0m)], receipt.Attempts.Select(a => (a.HeldUsd, a.CostUsd!.Value, a.OverrunUsd)));
        Assert.Empty(receipt.Notes);
        BudgetExceededException exception =
            await Assert.ThrowsAsync<BudgetExceededException>(() => gateway.GenerateAsync([new string('x', 300)]));
        Assert.Equal(6m, exception.CommittedUsd);
        Assert.InRange(exception.RequiredUsd!.Value, 100m, 302m);
    }

    [Fact]
    public async Task Budget_EndsTheRequestBetweenBatchesAndChargesWhatWasSent()
    {
        using Generator gateway = Create(budget: 12, maxInputs: 1);

        BudgetExceededException exception =
            await Assert.ThrowsAsync<BudgetExceededException>(() => gateway.GenerateAsync(CannedEmbeddingGenerator.Texts(3)));

        Assert.Equal((10m, 4m), (exception.CommittedUsd, exception.RequiredUsd));
        Assert.Equal(6m, Assert.Single(exception.Receipt!.Attempts).OverrunUsd);
        Assert.Single(_inner.Calls);
    }

    [Theory]
    [InlineData(false, false, 8, true)]
    [InlineData(false, true, 50, false)]
    [InlineData(true, false, 40, false)]
    public async Task MissingUsage_IsChargedByEstimate(bool input, bool total, long charged, bool estimated)
    {
        _inner.Respond = (texts, _, _) =>
        {
            Vectors answer = CannedEmbeddingGenerator.Answer(texts);
            answer.Usage = input || total ? new UsageDetails { InputTokenCount = input ? 40 : null, TotalTokenCount = total ? 50 : null }
                : null;
            return Task.FromResult(answer);
        };
        using Generator gateway = Create(budget: 100, maxInputs: null);

        AttemptReceipt attempt = Assert.Single((await gateway.GenerateAsync(["t1", "t2"])).GetReceipt()!.Attempts);

        Assert.Equal(
            (charged, estimated, (decimal)charged), (attempt.Usage.InputTokens, attempt.Usage.IsEstimated, attempt.CostUsd!.Value));
    }

    [Fact]
    public async Task TotalWithoutInput_CountsAsInput()
    {
        _inner.Respond = (texts, _, _) =>
        {
            Vectors answer = CannedEmbeddingGenerator.Answer(texts);
            answer.Usage = new UsageDetails { InputTokenCount = 0, TotalTokenCount = 500 };
            return Task.FromResult(answer);
        };
        using Generator gateway = Create(budget: 1000, maxInputs: null);

        Assert.Equal(500m, (await gateway.GenerateAsync(["t1"])).GetReceipt()!.CostUsd);
    }

    [Fact]
    public async Task RejectedAnswer_CostsItsReportedUsage()
    {
        _inner.Respond = (_, _, _) => Task.FromResult(Used(["t1"], 1));
        using Generator gateway = Create(budget: 100, maxInputs: null);

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["t1", "t2"]));

        Assert.Equal((1m, false), (exception.Receipt!.CostUsd, exception.Receipt.Usage.IsEstimated));
    }

    [Fact]
    public async Task TimedOutRequest_IsChargedForItsInput()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource<Vectors> never = new();
        _inner.Respond = (_, _, _) => never.Task;
        using Generator gateway = Create(budget: 100, maxInputs: null, time);
        EmbeddingGenerationOptions options = new EmbeddingGenerationOptions()
            .WithGateway(s => s with { Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(7) } });

        Task<Vectors> running = gateway.GenerateAsync(["t1"], options);
        time.Advance(TimeSpan.FromSeconds(7.1));
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => running.Bounded());

        Assert.Equal((FailureKind.Timeout, "inner took more than 7 s in all (Timeouts:Total)."), (exception.Kind, exception.Message));
        Assert.Equal(4m, exception.Receipt!.CostUsd);
    }

    private static Vectors Used(IReadOnlyList<string> texts, long tokens)
    {
        Vectors answer = CannedEmbeddingGenerator.Answer(texts);
        answer.Usage = new UsageDetails { InputTokenCount = tokens };
        return answer;
    }

    private Generator Create(decimal budget, int? maxInputs, TimeProvider? time = null) => GatewayEmbeddingGenerator.Create(g =>
    {
        g.Services.AddSingleton(time ?? TimeProvider.System);
        g.AddBudget("*", budget, BudgetWindow.Total).AddEmbeddingDeployment("inner", _inner, configure: options =>
        {
            options.MaxInputs = maxInputs;
            options.Model = new ModelInfo { Id = "inner", Pricing = ModelPricing.PerMillion(1_000_000, 1_000_000) };
        });
    });
}
