using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;
using Vectors = Microsoft.Extensions.AI.GeneratedEmbeddings<Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline;

public sealed class GatewayEmbeddingGeneratorTests
{
    [Fact]
    public async Task CallersOptions_AreNotChanged_AndTheInnerGeneratorSeesPlainOnes()
    {
        CannedEmbeddingGenerator inner = new();
        using Generator gateway = GatewayEmbeddingGenerator.Create(g =>
            g.AddEmbeddingDeployment("p/m", inner, configure: o => o.ModelId = "theirs"));
        EmbeddingGenerationOptions options =
            new EmbeddingGenerationOptions { ModelId = "theirs", Dimensions = 3, AdditionalProperties = new() { ["user"] = "u" } }
                .WithGateway(s => s with { MaxAttempts = 2 });
        string[] before = [.. options.AdditionalProperties!.Keys];

        Vectors vectors = await gateway.GenerateAsync(["t1"], options);

        Assert.Equal(("theirs", 3), (options.ModelId, options.Dimensions));
        Assert.Equal(before, options.AdditionalProperties.Keys);
        EmbeddingGenerationOptions seen = inner.Calls[0].Options!;
        Assert.NotSame(options, seen);
        Assert.Equal(("theirs", 3, "user"), (seen.ModelId, seen.Dimensions, Assert.Single(seen.AdditionalProperties!).Key));
        Assert.Equal(("theirs", "p/m"), (vectors.GetReceipt()!.RequestedModel, vectors.GetReceipt()!.Deployment));
    }

    [Fact]
    public async Task Answer_IsACopy_OfWhatTheGeneratorKeeps()
    {
        Vectors kept = CannedEmbeddingGenerator.Answer(["t1"], model: null);
        CannedEmbeddingGenerator inner = new() { Respond = (_, _, _) => Task.FromResult(kept) };
        using Generator gateway = GatewayEmbeddingGenerator.Create(g => g.AddEmbeddingDeployment("inner", inner));

        Vectors vectors = await gateway.GenerateAsync(["t1"]);

        Assert.NotSame(kept[0], vectors[0]);
        Assert.NotSame(kept.Usage, vectors.Usage);
        Assert.Null(kept[0].ModelId);
        Assert.Equal("inner", vectors[0].ModelId);
        Assert.Null(kept.AdditionalProperties);
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("embed", "a")]
    [InlineData("b", "b")]
    [InlineData("model-b", "b")]
    public async Task Names_ResolveAsForChats(string? model, string deployment)
    {
        using Generator gateway = Two();

        Assert.Equal(deployment,
            (await gateway.GenerateAsync(["t1"], new EmbeddingGenerationOptions { ModelId = model })).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task UnknownName_IsATypedError_AndAPinGoesAboveTheName()
    {
        using Generator gateway = Two();

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GenerateAsync(["t1"], new() { ModelId = "embet" }));
        Assert.Equal(["embed"], exception.Suggestions);
        Assert.NotNull(exception.Receipt);

        EmbeddingGenerationOptions pinned = new EmbeddingGenerationOptions { ModelId = "embed" }.WithGateway(s =>
            s with { Deployment = "b" });
        Assert.Equal("b", (await gateway.GenerateAsync(["t1"], pinned)).GetReceipt()!.Deployment);
        Assert.Equal("b", (await gateway.GetService<Generator>("b")!.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.IsType<CannedEmbeddingGenerator>(gateway.GetService(typeof(CannedEmbeddingGenerator), "b"));
        Assert.Equal("model-b", gateway.GetService<EmbeddingGeneratorMetadata>("b")!.DefaultModelId);
        Assert.Equal("embed", gateway.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task ChatClient_DoesNotEmbed_AndAGeneratorDoesNotChat()
    {
        using IChatClient chat = GatewayChatClient.Create(g => g
            .AddDeployment("p/chat", new ScriptedChatClient()).AddEmbeddingDeployment("p/embed", new CannedEmbeddingGenerator())
            .AddRoute("both", route => route.To("p/chat", "p/embed")));
        Generator generator = chat.GetService<Generator>()!;

        ProviderException cannot = await Assert.ThrowsAsync<ProviderException>(() =>
            generator.GenerateAsync(["t1"], new() { ModelId = "p/chat" }));
        Assert.Equal((FailureKind.Unsupported, "The provider 'p' has no embeddings."), (cannot.Kind, cannot.Message));
        Assert.Empty(cannot.Receipt!.Attempts);
        Assert.Null(chat.GetService<Generator>("p/chat"));

        Assert.Equal("p/embed", (await generator.GenerateAsync(["t1"], new() { ModelId = "both" })).GetReceipt()!.Deployment);
        ProviderException silent = await Assert.ThrowsAsync<ProviderException>(() =>
            chat.GetResponseAsync("hi", new ChatOptions { ModelId = "p/embed" }));
        Assert.Equal(FailureKind.Unsupported, silent.Kind);
        Assert.Equal("p/embed", (await chat.GetService<Generator>("p/embed")!.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task GatewayWithinAGateway_Embeds()
    {
        CannedEmbeddingGenerator inner = new();
        IChatClient below = GatewayChatClient.Create(g => g.AddEmbeddingDeployment("deep", inner));
        using IChatClient above = GatewayChatClient.Create(g => g.AddDeployment("below", below));

        Assert.Equal("below", (await above.GetService<Generator>()!.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Single(inner.Calls);
    }

    [Fact]
    public async Task KeyedGateways_HaveSeparateGenerators()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddEmbeddingDeployment("a", new CannedEmbeddingGenerator()));
        services.AddKeyedModelGateway("second", g => g.AddEmbeddingDeployment("b", new CannedEmbeddingGenerator()));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("a", (await provider.GetRequiredService<Generator>().GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Equal("b", (await provider.GetRequiredKeyedService<Generator>("second").GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.NotNull(provider.GetService<GatewayModels>());
        Assert.NotNull(provider.GetKeyedService<GatewayModels>("second"));
    }

    [Fact]
    public async Task ApplicationsGenerator_StaysRegistered()
    {
        CannedEmbeddingGenerator own = new();
        ServiceCollection services = new();
        services.AddSingleton<Generator>(own);
        int calls = 0;
        services.AddModelGateway(g => g.AddEmbeddingDeployment("a", new CannedEmbeddingGenerator())
            .EmbeddingGenerator.Use((values, options, next, token) =>
        {
            calls++;
            return next.GenerateAsync(values, options, token);
        }));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<Generator>());
        Assert.Equal("a",
            (await provider.GetRequiredKeyedService<Generator>("modelgateway").GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Equal(1, calls);
        Assert.Equal("a",
            (await provider.GetRequiredService<IChatClient>().GetService<Generator>()!.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task BuildersPipeline_WrapsTheRegisteredGenerator()
    {
        int calls = 0;
        void Configure(IModelGatewayBuilder g) => g.AddEmbeddingDeployment("a", new CannedEmbeddingGenerator())
            .EmbeddingGenerator.Use((values, options, next, token) =>
            {
                calls++;
                return next.GenerateAsync(values, options, token);
            });
        using Generator alone = GatewayEmbeddingGenerator.Create(Configure);
        using IChatClient chat = GatewayChatClient.Create(Configure);

        await alone.GenerateAsync(["t1"]);
        await chat.GetService<Generator>()!.GenerateAsync(["t1"]);

        Assert.Equal(2, calls);
        Assert.NotNull(alone.GetService(typeof(GatewayEmbeddingGenerator)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DisposedGateway_DisposesItsGenerators_AfterTheirLastRequest(bool leaveOpen)
    {
        TaskCompletionSource release = new();
        CannedEmbeddingGenerator inner = new();
        inner.Respond = async (texts, _, _) =>
        {
            await release.Task;
            return CannedEmbeddingGenerator.Answer(texts);
        };
        Generator gateway = GatewayEmbeddingGenerator.Create(g =>
            g.AddEmbeddingDeployment("inner", inner, leaveOpen, o => o.MaxInputs = 1));
        Task<Vectors> running = gateway.GenerateAsync(["t1", "t2"]);

        gateway.Dispose();
        Assert.False(inner.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => gateway.GenerateAsync(["t3"]));
        release.SetResult();

        Assert.Equal(2, (await running.Bounded()).Count);
        Assert.Equal(!leaveOpen, inner.IsDisposed);
    }

    [Fact]
    public async Task Reload_ConcernsTheNextRequest_NotTheNextBatch()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:embed:To", "a")]).Build();
        TaskCompletionSource release = new();
        CannedEmbeddingGenerator a = new();
        a.Respond = async (texts, _, _) =>
        {
            await release.Task;
            return CannedEmbeddingGenerator.Answer(texts);
        };
        using Generator gateway = GatewayEmbeddingGenerator.Create(g => g
            .AddEmbeddingDeployment("a", a, configure: o => o.MaxInputs = 1).AddEmbeddingDeployment("b", new CannedEmbeddingGenerator())
            .AddConfiguration(configuration));

        Task<Vectors> running = gateway.GenerateAsync(["t1", "t2"]);
        configuration["Routes:embed:To"] = "b";
        configuration.Reload();
        Vectors next = await gateway.GenerateAsync(["t3"]);
        release.SetResult();

        Assert.Equal("b", next.GetReceipt()!.Deployment);
        Assert.Equal(["a", "a"], (await running).GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
    }

    [Fact]
    public async Task Telemetry_NamesEmbeddings_AndABatchIsNoFailover()
    {
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener activities = new()
        {
            ShouldListenTo = source => source.Name == "ModelGateway",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);
        int failovers = 0;
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "modelgateway.failovers")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                failovers += tag.Value is "embed-b" or "embed-a" ? (int)count : 0;
            }
        });
        meters.Start();
        CannedEmbeddingGenerator a = new();
        a.Respond = (texts, _, _) => texts.Contains("t2") ? throw new HttpRequestException("down")
            : Task.FromResult(CannedEmbeddingGenerator.Answer(texts));
        using Generator gateway = GatewayEmbeddingGenerator.Create(g => g
            .AddEmbeddingDeployment("embed-a", a, configure: o => (o.ModelId, o.MaxInputs) = ("embedding-model", 1))
            .AddEmbeddingDeployment("embed-b", new CannedEmbeddingGenerator(),
                configure: o => (o.ModelId, o.MaxInputs) = ("embedding-model", 1))
            .AddRoute("embed-spans", route => route.To("embed-a", "embed-b")));

        await gateway.GenerateAsync(["t0", "t1", "t2", "t3"]);

        Activity request = Assert.Single(spans, span => Equals(span.GetTagItem("modelgateway.route"), "embed-spans"));
        Activity[] attempts = [.. spans.Where(span => span.ParentSpanId == request.SpanId)];
        Assert.Equal(5, attempts.Length);
        Assert.All(attempts, span =>
            Assert.Equal(("embeddings embedding-model", "embeddings"), (span.DisplayName, span.GetTagItem("gen_ai.operation.name"))));
        Assert.Equal(1, failovers);
    }

    private static Generator Two() => GatewayEmbeddingGenerator.Create(g => g
        .AddEmbeddingDeployment("a", new CannedEmbeddingGenerator(), configure: o => o.ModelId = "model-a")
        .AddEmbeddingDeployment("b", new CannedEmbeddingGenerator(), configure: o => o.ModelId = "model-b")
        .AddRoute("embed", route => route.To("a")));
}
