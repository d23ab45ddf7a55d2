using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

public sealed class ResolutionTests
{
    [Theory]
    [InlineData("chat", "openai/gpt-5-mini")]
    [InlineData("CHAT", "openai/gpt-5-mini")]
    [InlineData("openai/gpt-5-mini", "openai/gpt-5-mini")]
    [InlineData("OpenAI/GPT-5-Mini", "openai/gpt-5-mini")]
    [InlineData("gpt-5-mini", "openai/gpt-5-mini")]
    [InlineData("GPT-5-MINI", "openai/gpt-5-mini")]
    [InlineData("openai/org/model:free v2", "openai/org/model:free v2")]
    [InlineData("org/model:listed", "other/org/model:listed")]
    [InlineData("openai/never-heard-of", "openai/never-heard-of")]
    [InlineData("local", "local")]
    [InlineData(null, "openai/gpt-5-mini")]
    [InlineData("", "openai/gpt-5-mini")]
    public async Task Name_LeadsToItsDeployment(string? modelId, string deployment)
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http);

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = modelId });

        Assert.Equal(deployment, response.GetReceipt()!.Deployment);
        if (deployment.StartsWith("openai/", StringComparison.Ordinal))
        {
            Assert.Contains($"\"model\":\"{deployment["openai/".Length..]}\"", http.Sent[0].Body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("gpt-5-minj", "openai/gpt-5-mini")]
    [InlineData("chatt", "chat")]
    [InlineData("openia/gpt-5-mini", "openai/gpt-5-mini")]
    public async Task UnknownName_SuggestsTheNearest(string modelId, string nearest)
    {
        using IChatClient gateway = Create(StubHandler.OpenAI());

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = modelId }));

        Assert.Equal(modelId, exception.RequestedModel);
        Assert.Equal(nearest, exception.Suggestions[0]);
        Assert.Contains($"Did you mean '{nearest}'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Failed, exception.Receipt!.Outcome);
        Assert.Equal(modelId, exception.Receipt.RequestedModel);
    }

    [Theory]
    [InlineData("/gpt")]
    [InlineData("openai/")]
    [InlineData("/")]
    [InlineData(" ")]
    [InlineData("shared")]
    public async Task Name_IsNotGuessed(string modelId)
    {
        using IChatClient gateway = Create(StubHandler.OpenAI());

        await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hi", new ChatOptions { ModelId = modelId }));
    }

    [Fact]
    public async Task MissingDefault_SaysWhatToSet()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", ScriptedAnswers.Hello()).AddRoute("one", r => r.To("a")).AddRoute("two", r => r.To("a")));

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hi"));

        Assert.Contains("DefaultRoute", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], exception.Suggestions);
        Assert.Null(exception.RequestedModel);
    }

    [Fact]
    public async Task PlainModelName_DoesNotDependOnEarlierRequests()
    {
        using IChatClient gateway = Create(StubHandler.OpenAI());
        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "other/gpt-5-mini" });
        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "other/invented" });

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "gpt-5-mini" });

        Assert.Equal("openai/gpt-5-mini", response.GetReceipt()!.Deployment);
        await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "invented" }));
    }

    [Fact]
    public async Task InventedModels_AreServed_AndKeptWithinABound()
    {
        using IChatClient gateway = Create(StubHandler.OpenAI());
        Deployment Find(int i) => gateway.GetService<Deployment>($"openai/invented-{i}")!;

        Assert.Same(Find(0), Find(0));
        for (int i = 1; i < 1_100; i++)
        {
            Assert.Equal($"openai/invented-{i}", Find(i).Name);
        }

        Assert.NotSame(Find(1_099), Find(1_099));
        Assert.Equal("hello", (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "openai/invented-1099" })).Text);
    }

    [Fact]
    public void HealthOfInventedModels_IsBounded()
    {
        using LiveState state = new(new SystemScheduler(TimeProvider.System));
        LiveDeployment first = state.NamedDeployment("p/0");
        for (int i = 1; i < 5_000; i++)
        {
            state.NamedDeployment($"p/{i}");
        }

        Assert.Same(first, state.NamedDeployment("p/0"));
        Assert.NotSame(state.NamedDeployment("p/4999"), state.NamedDeployment("p/4999"));
        Assert.Same(state.Deployment("configured"), state.Deployment("configured"));
    }

    [Fact]
    public async Task DeploymentWithARoutesName_StaysReachable()
    {
        using ScriptedChatClient chat = ScriptedAnswers.Hello();
        using ScriptedChatClient other = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("chat", chat).AddDeployment("other", other).AddRoute("chat", r => r.To("other", "chat")));

        Assert.Equal("other", (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" })).GetReceipt()!.Deployment);
        Assert.Equal("chat", (await gateway.GetResponseAsync("hi", new ChatOptions().WithGateway(s => s with { Deployment = "chat" })))
            .GetReceipt()!.Deployment);
        Assert.Same(chat, gateway.GetService<ScriptedChatClient>("chat"));
    }

    private static IChatClient Create(StubHandler http) => GatewayChatClient.Create(g =>
    {
        // The clock is real, and the embedded catalog's models go one day.
        g.Configure(o => o.Catalog.UseEmbedded = false);
        g.AddOpenAI(configure: o =>
        {
            o.Keys.Add("sk-test");
            o.Models.Add(new ModelInfo { Id = "gpt-5-mini" });
            o.Models.Add(new ModelInfo { Id = "shared" });
        });
        g.AddOpenAI("other", o =>
        {
            o.Endpoint = new Uri("https://other.example/v1");
            o.Models.Add(new ModelInfo { Id = "org/model:listed" });
            o.Models.Add(new ModelInfo { Id = "shared" });
        });
        g.AddDeployment("local", ScriptedAnswers.Hello()).AddRoute("chat", r => r.To("openai/gpt-5-mini", "local"));
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
    });
}
