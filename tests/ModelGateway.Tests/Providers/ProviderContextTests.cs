using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Providers;

public sealed class ProviderContextTests
{
    public static TheoryData<string, Action<ProviderOptions>> Changes { get; } = new()
    {
        { "type", static o => o.Type = "Other" },
        { "endpoint", static o => o.Endpoint = new Uri("https://other/") },
        { "api", static o => o.Api = ProviderApi.Responses },
        { "region", static o => o.Region = "eu" },
        { "project", static o => o.Project = "p" },
        { "token", static o => o.TokenCallback = static _ => ValueTask.FromResult("t") },
        { "header", static o => o.Headers["X-A"] = "2" },
        { "setting", static o => o.Settings["Model"] = "b.gguf" },
        { "new setting", static o => o.Settings["Other"] = "x" },
        { "model", static o => o.Models.Add(new ModelInfo { Id = "n" }) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void HasSameSettings_SeesEveryChange(string what, Action<ProviderOptions> change)
    {
        ProviderOptions changed = Options();
        change(changed);

        Assert.False(Context(Options()).HasSameSettings(Context(changed)), what);
    }

    [Fact]
    public void HasSameSettings_SeesAKeyThatResolvesToAnotherSecret() =>
        Assert.False(Context(Options(), "k1").HasSameSettings(Context(Options(), "k2")));

    [Fact]
    public void HasSameSettings_IgnoresTimeoutsAndFactsOfModels()
    {
        ProviderOptions changed = Options();
        changed.Type = "ECHO";
        changed.Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(1) };
        changed.Models[0] = new ModelInfo { Id = "m", ContextWindow = 5 };

        Assert.True(Context(Options(), "k").HasSameSettings(Context(changed, "k")));
    }

    private static ProviderOptions Options() => new()
    {
        Type = "Echo",
        Endpoint = new Uri("https://host/"),
        Headers = { ["X-A"] = "1" },
        Settings = { ["Model"] = "a.gguf" },
        Models = { new ModelInfo { Id = "m" } },
    };

    private static ProviderContext Context(ProviderOptions options, params string[] keys) =>
        new("p", options, new ServiceCollection().BuildServiceProvider()) { Keys = keys };
}
