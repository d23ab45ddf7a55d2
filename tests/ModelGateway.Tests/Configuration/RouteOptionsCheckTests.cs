using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class RouteOptionsCheckTests
{
    private readonly OptionFaults _faults = new();
    private readonly ModelGatewayOptions _options = new()
    {
        Providers = { ["openai"] = new ProviderOptions { Models = { new ModelInfo { Id = "gpt-5" } } } },
        Routes = { ["chat"] = new GatewayRouteOptions { To = { "openai/gpt-5" } } },
    };

    [Fact]
    public void Check_AcceptsProvidersModels()
    {
        Checker().Check("chat", _options.Routes["chat"]);

        Assert.Empty(_faults.All);
    }

    [Theory]
    [InlineData("openia/gpt-5",
        "Routes:r:To names 'openia/gpt-5', which is no deployment. Write provider/model with a provider of Providers. Did you mean 'openai/gpt-5'?")]
    [InlineData("gpt-5", "Routes:r:To names 'gpt-5', which is no deployment.")]
    [InlineData("openai/", "Routes:r:To names 'openai/', which is no deployment.")]
    [InlineData("openai/a,OPENAI/A", "Routes:r:To names 'openai/a' twice. List each once.")]
    [InlineData("", "Routes:r:To is empty. List at least one deployment")]
    public void Check_RefusesWrongTargets(string targets, string fault)
    {
        GatewayRouteOptions route = new();
        foreach (string target in targets.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            route.To.Add(target);
        }

        Checker().Check("r", route);

        Assert.StartsWith(fault, Assert.Single(_faults.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RefusesAnEmptyNameNegativeRepairsAnUnknownPolicyAndATimeoutOfZero()
    {
        Checker().Check(" ", new GatewayRouteOptions
        {
            To = { "openai/a" },
            MaxRepairs = -1,
            Policy = "orderd",
            Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.Zero },
        });

        Assert.Equal(
            [
                "Routes: :MaxRepairs is -1. Set it to at least 0.",
                "Routes: :Policy is 'orderd', which is no policy. Did you mean 'ordered'? Known: ordered.",
                "Routes: :Timeouts:Total is 00:00:00. Set it to more than nothing and at most 40 days, or to none.",
            ],
            _faults.All.Skip(1));
        Assert.Equal("Routes:  has an empty name.", _faults.All[0]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("chat", null)]
    [InlineData("openai/any", null)]
    [InlineData("chatt", "DefaultRoute is 'chatt', which is no route and no deployment. Did you mean 'chat'?")]
    public void CheckDefault_AcceptsRoutesAndDeployments(string? name, string? fault)
    {
        Checker().CheckDefault("DefaultRoute", name);

        Assert.Equal(fault is null ? [] : [fault], _faults.All);
    }

    private RouteOptionsCheck Checker() => new(_options, ["ordered"], _faults);
}
