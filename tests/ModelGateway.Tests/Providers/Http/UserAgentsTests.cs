using ModelGateway.Providers.Http;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

public sealed class UserAgentsTests
{
    public static TheoryData<SimulatedProtocol> Protocols { get; } = [.. GatewayOverHttp.Protocols];

    [Theory, MemberData(nameof(Protocols))]
    public async Task Requests_NameTheGatewayWithItsVersion(SimulatedProtocol protocol) =>
        Assert.Matches("^ModelGateway/[0-9]+\\.[0-9]+\\.[0-9]+[-.0-9A-Za-z]*$", await SentAsync(protocol));

    [Fact]
    public async Task Requests_NameTheApplicationBehindTheGateway() => Assert.Equal(
        $"{UserAgents.Gateway} MyApp/1.2 (tests)", await SentAsync(SimulatedProtocol.OpenAI, "MyApp/1.2 (tests)"));

    [Fact]
    public async Task Header_OfTheProvider_ReplacesBoth() => Assert.Equal(
        "Own/1", await SentAsync(SimulatedProtocol.OpenAI, "MyApp/1.2", static provider => provider.Headers["User-Agent"] = "Own/1"));

    [Fact]
    public async Task Option_ThatIsNoProduct_IsRefused() => Assert.Contains(
        "UserAgent is no list of products",
        (await Assert.ThrowsAsync<GatewayConfigurationException>(() => SentAsync(SimulatedProtocol.OpenAI, "My App: new"))).Message,
        StringComparison.Ordinal);

    private static async Task<string> SentAsync(
        SimulatedProtocol protocol, string? application = null, Action<ProviderOptions>? provider = null)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.Configure(options => options.UserAgent = application),
            Provider = (_, options) => provider?.Invoke(options),
        });
        Assert.Null((await gateway.AskAsync(stream: false)).Exception);
        return Assert.Single(gateway.First.Requests).Headers["User-Agent"];
    }
}
