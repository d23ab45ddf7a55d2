using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Configuration;

public sealed class ProviderOptionsCheckTests
{
    private static readonly HttpProviderDefinition Own = new(ProviderTypes.Find("OpenAI")!.CreateProtocol)
    {
        DefaultEndpoint = new Uri("https://own.test/"),
        UsualSecret = static _ => "k1234567\r\nX-Evil: 1",
    };

    private readonly OptionFaults _faults = new();

    [Theory]
    [InlineData("ftp://host/", "p:Endpoint is 'ftp://host/'. Set it to an http or https address.")]
    [InlineData("https://host/?k=1", "p:Endpoint has a query or a fragment, which would not be sent. Set it to the address alone.")]
    [InlineData("https://host/v1/", null)]
    public void Check_RefusesAddressesThatAreNotHttp(string endpoint, string? fault)
    {
        Check(new ProviderOptions { Type = "OpenAICompatible", Endpoint = new Uri(endpoint) });

        Assert.Equal(fault is null ? [] : [fault], _faults.All);
    }

    [Fact]
    public void Check_RefusesAnUnknownType_AndNothingElse()
    {
        Check(new ProviderOptions { Type = "OpenAl", Region = "x" });

        string fault = Assert.Single(_faults.All);
        Assert.StartsWith("p:Type is 'OpenAl'. Set it to one of Anthropic, AzureOpenAI, Bedrock, ", fault, StringComparison.Ordinal);
        Assert.Contains(", LlamaServer, Local, Mistral, ", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'OpenAI'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RefusesWhatTheVendorDoesNotUse()
    {
        Check(new ProviderOptions
        {
            Type = "OpenAICompatible",
            Region = "eu",
            Project = "x",
            Keys = { "k", "env:MG_NOT_SET", "a\nb" },
            Headers = { ["Authorization"] = "x" },
            Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.Zero },
            Models = { new ModelInfo { Id = "m", ContextWindow = 0 } },
        });

        Assert.Equal(
            [
                "p:Endpoint is missing. OpenAICompatible has no address of its own: set it to the base address, such as https://host/v1/.",
                "p:Region is 'eu', which OpenAICompatible does not use. Remove it.",
                "p:Project is 'x', which OpenAICompatible does not use. Remove it.",
                "p:Headers:Authorization is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.",
                "p:Keys:1 ('env:MG_NOT_SET') is empty where it points. Set that variable or value, or remove the key.",
                "p:Keys:2 (key 3) holds a line break or another character that no header can carry. Remove it.",
                "p:Models:m:ContextWindow is 0. Set it to at least 1.",
                "p:Timeouts:Total is 00:00:00. Set it to more than nothing and at most 40 days, or to none.",
            ],
            _faults.All);
    }

    [Theory]
    [InlineData("Own", "p: the usual environment variables hold a key that holds a line break")]
    [InlineData("OpenAI", null)]
    public void Check_RefusesAUsualKeyThatNoHeaderCanCarry(string type, string? fault)
    {
        Check(new ProviderOptions { Type = type, Endpoint = new Uri("https://own.test/") });

        Assert.Equal(fault is null ? 0 : 1, _faults.Count);
        Assert.All(_faults.All, found => Assert.StartsWith(fault!, found, StringComparison.Ordinal));
        Assert.All(_faults.All, static found => Assert.DoesNotContain("X-Evil", found, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_RefusesSharedSettingsThatAPackagesTypeDoesNotName()
    {
        Check(new ProviderOptions
        {
            Type = "Local",
            Endpoint = new Uri("https://host/"),
            Api = ProviderApi.Responses,
            Region = "eu",
            Keys = { "k" },
            Headers = { ["X-A"] = "1" },
            PreWarm = true,
            Settings = { ["Model"] = "bad", ["Modl:X"] = "1" },
        });

        Assert.Equal(
            [
                "p:Api is 'responses', which Local does not use. Remove it.",
                "p:Region is 'eu', which Local does not use. Remove it.",
                "p:Headers is 'X-A', which Local does not use. Remove it.",
                "p:PreWarm is 'true', which Local does not use. Remove it.",
                "p:Keys is set, but Local uses no keys. Remove it.",
                "p:Model is 'bad'. Set it to a file.",
                "p:Modl:X is not a setting of Local. Did you mean 'Model'? Known: Endpoint, Model.",
            ],
            _faults.All);
    }

    private void Check(ProviderOptions options)
    {
        DeploymentModels models = new(ModelCatalog.Embedded, isWhole: true);
        ProviderTypeRegistry types = new([.. BuiltInProviders.Types, new Local(), new HttpProviderType("Own", static () => Own)]);
        new ProviderOptionsCheck(new ConfigurationBuilder().Build(), types, models, new ModelCheck(models, _faults), _faults)
            .Check("p", options);
    }

    private sealed class Local() : ProviderType("Local")
    {
        public override IReadOnlyCollection<string> Settings => ["Endpoint", "Model"];

        public override IEnumerable<string> Validate(ProviderOptions options) =>
            options.Settings["Model"] == "bad" ? ["Model is 'bad'. Set it to a file."] : [];
    }
}
