using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;
using Generator = Microsoft.Extensions.AI.IEmbeddingGenerator<string, Microsoft.Extensions.AI.Embedding<float>>;

namespace ModelGateway.Tests.Pipeline.Embeddings;

/// <summary>What embeddings do to the chats of the same deployment: nothing.</summary>
public sealed class EmbeddingHealthTests
{
    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task ModelThatRefusesToEmbed_StillChats(HttpStatusCode status)
    {
        using IChatClient chat = Create(status, []);
        Generator generator = chat.GetService<Generator>()!;

        for (int i = 0; i < 6; i++)
        {
            await Assert.ThrowsAnyAsync<GatewayException>(() => generator.GenerateAsync(["t1"], new() { ModelId = "p/gpt" }));
        }

        Assert.Equal("hello", (await chat.GetResponseAsync("hi")).Text);
    }

    [Fact]
    public async Task ChatModel_IsNotAskedToEmbed_WithoutAName()
    {
        using IChatClient chat = Create(HttpStatusCode.NotFound, []);

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => chat.GetService<Generator>()!.GenerateAsync(["t1"]));

        Assert.Contains("names no model to embed with", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DefaultEmbeddingRoute", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["p/text-embedding-3-small"], exception.Suggestions);
        Assert.Empty(exception.Receipt!.Attempts);
        Assert.Null(chat.GetService<Generator>()!.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
    }

    [Fact]
    public async Task DefaultEmbeddingRoute_IsSeparate()
    {
        using IChatClient chat = Create(HttpStatusCode.OK, [new("DefaultEmbeddingRoute", "p/text-embedding-3-small")]);
        Generator generator = chat.GetService<Generator>()!;

        Assert.Equal("p/text-embedding-3-small", (await generator.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
        Assert.Equal("p/text-embedding-3-small", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal("p/gpt", (await chat.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task DefaultEmbeddingRoute_FollowsTheConfiguration()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DefaultRoute", "a")]).Build();
        ServiceCollection services = new();
        services.AddModelGateway(g => g
            .AddConfiguration(configuration)
            .AddEmbeddingDeployment("a", new CannedEmbeddingGenerator()).AddEmbeddingDeployment("b", new CannedEmbeddingGenerator()));
        await using ServiceProvider provider = services.BuildServiceProvider();
        Generator generator = provider.GetRequiredService<Generator>();
        Assert.Equal("a", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);

        configuration["DefaultRoute"] = "b";
        configuration.Reload();

        Assert.Equal("b", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal("b", (await generator.GenerateAsync(["t1"])).GetReceipt()!.Deployment);
    }

    private static IChatClient Create(HttpStatusCode embeddings, KeyValuePair<string, string?>[] settings) => GatewayChatClient.Create(g =>
    {
        StubHandler handler = new((request, _) => Task.FromResult(
            !request.RequestUri!.AbsolutePath.EndsWith("embeddings", StringComparison.Ordinal)
                ? StubHandler.Json(HttpStatusCode.OK, """{"choices":[{"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""")
            : StubHandler.Json(embeddings, embeddings == HttpStatusCode.OK ? """{"data":[{"embedding":[1,2]}]}""" : """{"error":{"message":"no"}}""")));
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => handler);
        g.AddProvider("p", "OpenAI", static o =>
        {
            o.Keys.Add("secret");
            o.Models.Add(new ModelInfo { Id = "gpt" });
            o.Models.Add(new ModelInfo { Id = "text-embedding-3-small" });
        });
        g.AddRoute("chat", static route => route.To("p/gpt"))
            .AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    });
}
