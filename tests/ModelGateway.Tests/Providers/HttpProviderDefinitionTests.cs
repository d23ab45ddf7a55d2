using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>A vendor's usual key goes to the vendor alone; where another address gets none, the start says so.</summary>
public sealed class HttpProviderDefinitionTests
{
    private const string Variable = "MODELGATEWAY_TEST_UNSENT_KEY";

    public static TheoryData<string> TypesWithAVariable { get; } =
        [.. ProviderTypes.Names.Where(static type => ProviderTypes.Find(type)!.KeyVariables.Count > 0)];

    [Theory]
    [MemberData(nameof(TypesWithAVariable))]
    public void FindUnsentKey_NamesTheVariableWhereTheAddressIsNotTheVendors(string type)
    {
        HttpProviderDefinition definition = ProviderTypes.Find(type)!;
        string variable = definition.KeyVariables[^1];
        Uri other = new("https://proxy.test/v1/");

        Assert.Equal(variable, Find(new ProviderOptions { Type = type, Endpoint = other }));
        Assert.Null(Find(new ProviderOptions { Type = type }));
        Assert.Null(Find(new ProviderOptions { Type = type, Endpoint = other, Keys = { "k" } }));
        Assert.Null(Find(new ProviderOptions { Type = type, Endpoint = other, TokenCallback = static _ => new("t") }));
        Assert.Null(definition.FindUnsentKey(new ProviderOptions { Type = type, Endpoint = other }, static _ => " "));
        if (definition is { DefaultEndpoint: { } vendor, DefaultIsLocal: false })
        {
            Assert.Null(Find(new ProviderOptions { Type = type, Endpoint = vendor }));
        }

        string? Find(ProviderOptions options) => definition.FindUnsentKey(options, name => name == variable ? "sk-secret" : null);
    }

    [Fact]
    public void Start_SaysThatTheUsualKeyIsNotSentElsewhere_AndHowToAllowIt()
    {
        using LogLines log = new();
        Environment.SetEnvironmentVariable(Variable, "sk-secret");
        try
        {
            using IChatClient gateway = GatewayChatClient.Create(g =>
            {
                g.Services.AddLogging(logging => logging.AddProvider(log));
                g.Services.AddSingleton<ProviderType>(new HttpProviderType("Mine", static () => new HttpProviderDefinition(
                    static _ => new OpenAIChatProtocol(OpenAICompatibleProvider.Dialect))
                {
                    DefaultEndpoint = new Uri("https://vendor.test/v1/"),
                    KeyVariables = [Variable],
                    KeyOptional = true,
                }));
                g.AddProvider("own", "Mine", o => o.Endpoint = new Uri("https://proxy.test/v1/"))
                    .AddProvider("vendor", "Mine").AddProvider("allowed", "Mine", o =>
                    {
                        o.Endpoint = new Uri("https://proxy.test/v1/");
                        o.Keys.Add("env:" + Variable);
                    });
            });
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Assert.Equal(
            $"Information: Gateway '': the key in {Variable} is not sent to proxy.test, which is not the vendor's address. "
            + $"To send it there, set Providers:own:Keys to env:{Variable}.",
            Assert.Single(log.All, static line => line.Contains("is not sent", StringComparison.Ordinal)).Trim());
        Assert.DoesNotContain(log.All, static line => line.Contains("sk-secret", StringComparison.Ordinal));
    }
}
