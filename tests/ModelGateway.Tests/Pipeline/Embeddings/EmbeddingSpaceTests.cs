using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline.Embeddings;

/// <summary>Where a route may fail over between models, that is for failures alone.</summary>
public sealed class EmbeddingSpaceTests : IDisposable
{
    private readonly CannedEmbeddingGenerator _small = new("small");
    private readonly CannedEmbeddingGenerator _large = new("large", dimensions: 5);

    public void Dispose()
    {
        _small.Dispose();
        _large.Dispose();
    }

    [Fact]
    public async Task BusyModel_IsWaitedFor()
    {
        TaskCompletionSource release = new();
        _small.Respond = async (texts, _, _) =>
        {
            await release.Task;
            return CannedEmbeddingGenerator.Answer(texts, "small");
        };
        using Generator gateway = Create(busy: true);

        Task<Vectors> first = gateway.GenerateAsync(["t1"]);
        Task<Vectors> second = gateway.GenerateAsync(["t2"]);
        release.SetResult();

        Assert.Equal("small", (await first.Bounded()).GetReceipt()!.Deployment);
        Assert.Equal("small", (await second.Bounded()).GetReceipt()!.Deployment);
        Assert.Empty(_large.Calls);
    }

    [Fact]
    public async Task FailedModel_IsLeft_ByWaitingRequestsToo()
    {
        TaskCompletionSource release = new();
        _small.Respond = async (_, _, _) =>
        {
            await release.Task;
            throw new HttpRequestException("down");
        };
        using Generator gateway = Create(busy: true);

        Task<Vectors> first = gateway.GenerateAsync(["t1"]);
        Task<Vectors> second = gateway.GenerateAsync(["t2"]);
        release.SetResult();

        Assert.Equal("large", (await first.Bounded()).GetReceipt()!.Deployment);
        Assert.Equal("large", (await second.Bounded()).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task Policy_RanksWithinOneModelOnly()
    {
        using Generator gateway = Create(busy: false);

        Assert.Equal("again", (await gateway.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Empty(_large.Calls);
    }

    private Generator Create(bool busy) => GatewayEmbeddingGenerator.Create(g =>
    {
        g.Services.AddSingleton<IRoutingPolicy>(new Reversed());
        g.AddEmbeddingDeployment("small", _small, configure: o => o.Model = new() { Id = "small", MaxConcurrency = 1 })
            .AddEmbeddingDeployment("again", new CannedEmbeddingGenerator("small"), configure: o => o.ModelId = "small")
            .AddEmbeddingDeployment("large", _large);
        if (busy)
        {
            g.AddRoute("embed", route => route.To("small", "large").FailOverBetweenEmbeddingModels());
        }
        else
        {
            g.AddRoute("embed", route => route.To("small", "again", "large").FailOverBetweenEmbeddingModels().UsePolicy("reversed"));
        }
    });

    private sealed class Reversed : IRoutingPolicy
    {
        public string Name => "reversed";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => order.Reverse();
    }
}
