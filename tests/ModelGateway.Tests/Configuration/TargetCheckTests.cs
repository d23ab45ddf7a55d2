using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>
/// Targets that look misspelt are warned of at the start and marked in explanations; they do not keep the gateway from starting.
/// </summary>
public sealed class TargetCheckTests : IDisposable
{
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("openai/gpt-5.4-mnii", "neither the catalog nor Providers:openai:Models knows. Did you mean 'openai/gpt-5.4-mini'")]
    [InlineData("openai/no-such-thing-at-all", "neither the catalog nor Providers:openai:Models knows.")]
    [InlineData("openai/house-modl", "neither the catalog nor Providers:openai:Models knows. Did you mean 'openai/house-model'")]
    [InlineData("openai/gpt-5.4-mini; anthropic/claude-haiku-4-5",
        "has a ';' in it. To list several targets, give each an entry of its own: 'openai/gpt-5.4-mini' and 'anthropic/claude-haiku-4-5'.")]
    [InlineData("openai/gpt-5.4-mini,anthropic/claude-haiku-4-5", "has a ',' in it.")]
    [InlineData("openai/gpt-5.4 mini", "has a blank in it. Did you mean 'openai/gpt-5.4-mini'")]
    [InlineData("openai/ gpt-5.4-mini", "has a blank in it. Did you mean 'openai/gpt-5.4-mini'")]
    [InlineData("own/my-modl", "neither the catalog nor Providers:own:Models knows. Did you mean 'own/my-model'")]
    public async Task Target_ThatLooksMisspeltIsWarnedOfAndMarked(string target, string doubt)
    {
        using IChatClient gateway = Create(g => g.AddRoute("chat", r => r.To(target)));

        string line = Assert.Single(_log.All, static line => line.Contains("the route 'chat' leads to", StringComparison.Ordinal));
        Assert.StartsWith($"Warning: Gateway '': the route 'chat' leads to '{target}', which {doubt}", line, StringComparison.Ordinal);
        string explained = (await gateway.ExplainAsync("hi", new ChatOptions { ModelId = "chat" })).ToString();
        Assert.Contains($" · a name that {doubt}", explained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai/gpt-5.4-mini")]
    [InlineData("openai/GPT-5.4-mini")]
    [InlineData("openai/house-model")]
    [InlineData("openai/listed, with a comma")]
    [InlineData("own/anything-else")]
    [InlineData("own/my-model")]
    public async Task Target_ThatIsKnownOrCannotBeKnownIsNot(string target)
    {
        using IChatClient gateway = Create(g => g.AddRoute("chat", r => r.To(target)));

        Assert.DoesNotContain(_log.All, static line => line.Contains("leads to", StringComparison.Ordinal));
        string explained = (await gateway.ExplainAsync("hi", new ChatOptions { ModelId = "chat" })).ToString();
        Assert.DoesNotContain("a name that", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_IsMarkedWhereItIsExcludedToo()
    {
        using IChatClient gateway = Create(g => g.AddRoute(
            "chat", r => r.To("openai/gpt-5.4-mnii").Require(Capability.Region("eu")).WhenUnknown(UnmetCapabilityBehavior.Refuse)));

        RouteExplanation explained = await gateway.ExplainAsync("hi", new ChatOptions { ModelId = "chat" });

        Assert.Contains("Did you mean 'openai/gpt-5.4-mini'", Assert.Single(explained.Excluded).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_WithABlankAreWarnedOf()
    {
        using IChatClient gateway = Create(g => g
            .AddOpenAI("my openai", o => o.Keys.Add("k")).AddRoute("chat ", r => r.To("openai/gpt-5.4-mini")));

        Assert.Contains(_log.All, static line => line.StartsWith(
            "Warning: Gateway '': Providers:my openai has a blank in its name.", StringComparison.Ordinal));
        Assert.Contains(_log.All, static line => line.StartsWith(
            "Warning: Gateway '': Routes:chat  has a blank in its name.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Gemini", "tunedModels/house")]
    [InlineData("Mistral", "ft:open-mistral-7b:house:20260101:1")]
    [InlineData("Together", "house/tuned-model")]
    [InlineData("Fireworks", "accounts/house/models/tuned")]
    public void Target_ThatACustomerTunedIsNot(string type, string model)
    {
        using IChatClient gateway = Create(g => g.AddProvider("own-models", type, o => o.Keys.Add("k"))
            .AddRoute("chat", r => r.To($"own-models/{model}")));

        Assert.DoesNotContain(_log.All, static line => line.Contains("leads to", StringComparison.Ordinal));
    }

    [Fact]
    public void Warning_IsSaidOnceWhileItHolds()
    {
        IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:chat:To", "openai/gpt-5.4-mnii")]).Build();
        using IChatClient gateway = Create(g => g.AddConfiguration(root)
            .AddRoute("never", r => r.To("openai/gpt-5.4-mini").Require(Capability.Context(1_000_000_000))));

        root.Reload();
        Assert.Equal((1, 1), (Count("leads to 'openai/gpt-5.4-mnii'"), Count("Routes:never:Require cannot be met")));
        root["Routes:chat:To"] = "openai/gpt-5.4-mini";
        root.Reload();
        root["Routes:chat:To"] = "openai/gpt-5.4-mnii";
        root.Reload();

        Assert.Equal((2, 1), (Count("leads to 'openai/gpt-5.4-mnii'"), Count("Routes:never:Require cannot be met")));
        int Count(string text) => _log.All.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    private IChatClient Create(Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(g =>
    {
        g.Services.AddLogging(logging => logging.AddProvider(_log));
        g.AddOpenAI(configure: o =>
        {
            o.Keys.Add("k");
            o.Models.Add(new ModelInfo { Id = "house-model" });
            o.Models.Add(new ModelInfo { Id = "listed, with a comma" });
        });
        g.AddAnthropic(configure: o => o.Keys.Add("k"));
        g.AddOpenAICompatible("own", new Uri("https://models.test/v1/"), o => o.Models.Add(new ModelInfo { Id = "my-model" }));
        configure(g);
    });
}
