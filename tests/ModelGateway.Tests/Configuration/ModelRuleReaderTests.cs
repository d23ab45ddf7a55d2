using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>The application adds rules for its models, replaces those of the catalog, and removes them.</summary>
public sealed class ModelRuleReaderTests
{
    [Fact]
    public async Task Rule_OfTheApplicationIsAdded()
    {
        using RuledGateway gateway = new("OpenAICompatible", "own", static options =>
        {
            options.Endpoint = new Uri("http://localhost:1/v1/");
            options.Models.Add(new ModelInfo
            {
                Id = "own",
                Rules =
                [
                    new ModelRule { Name = "a temperature beside tools", Uses = ["tools", "temperature"], LeavesOut = ["temperature"] },
                    new ModelRule { Name = "other efforts", TakesEfforts = ["high", "max"] },
                ],
            });
        });

        GatewayReceipt receipt =
            await gateway.AskAsync(RuledGateway.Tools(ReasoningEffort.Low, static o => (o.Temperature, o.TopP) = (1, 1)));

        Assert.Equal((null, "high"), (gateway.Field("temperature"), gateway.Field("reasoning_effort")?.GetString()));
        Assert.NotNull(gateway.Field("top_p"));
        Assert.Contains("p/own: not sent, as the model does not take it: temperature.", receipt.Notes);
    }

    [Fact]
    public async Task Rule_OfTheApplicationReplacesTheCatalogs()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5.6", static options => options.Models.Add(new ModelInfo
        {
            Id = "gpt-5.6",
            Rules =
            [
                new ModelRule { Name = "Function tools while it reasons", Api = ProviderApi.ChatCompletions },
                new ModelRule { Name = "other efforts", TakesEfforts = ["low"] },
            ],
        }));

        await gateway.AskAsync(RuledGateway.Tools(ReasoningEffort.High));

        Assert.Equal(("/v1/chat/completions", "low"), (gateway.Path, gateway.Field("reasoning_effort")?.GetString()));
    }

    [Fact]
    public async Task Capability_ThatTheApplicationStatesWinsOverARule()
    {
        using RuledGateway gateway = new("OpenAI", "gpt-5-mini", static options => options.Models.Add(new ModelInfo
        {
            Id = "gpt-5-mini",
            Capabilities = new CapabilitySet([Capability.Sampling]),
        }));

        await gateway.AskAsync(new ChatOptions { Temperature = 0.5f });

        Assert.NotNull(gateway.Field("temperature"));
    }

    [Fact]
    public void Rules_AreReadFromConfiguration()
    {
        ModelRule rule = Read(new()
        {
            ["Name"] = "tools while it streams",
            ["Api"] = "responses",
            ["Uses"] = "tools, streaming",
            ["Efforts:0"] = "low",
            ["Lacks"] = "streaming",
            ["LeavesOut"] = "top-p",
            ["TakesEfforts"] = "low, max",
            ["Needs"] = "chatCompletions",
            ["OtherwiseEffort"] = "none",
            ["Source"] = "seen",
        });

        Assert.Equal(("tools while it streams", ProviderApi.Responses, ProviderApi.ChatCompletions), (rule.Name, rule.Api, rule.Needs));
        Assert.Equal(["tools", "streaming"], rule.Uses);
        Assert.Equal(["low"], rule.Efforts);
        Assert.Equal([Capability.Streaming], rule.Lacks);
        Assert.Equal(["top-p"], rule.LeavesOut);
        Assert.Equal(["low", "max"], rule.TakesEfforts);
        Assert.Equal(("none", "seen"), (rule.OtherwiseEffort, rule.Source));
    }

    internal static ModelRule Read(Dictionary<string, string?> rule)
    {
        Dictionary<string, string?> settings = new()
        {
            ["ModelGateway:Providers:p:Type"] = "OpenAI",
            ["ModelGateway:Providers:p:Keys:0"] = "secret",
            ["ModelGateway:Providers:p:Models:0:Id"] = "m",
        };
        foreach ((string name, string? value) in rule)
        {
            settings[$"ModelGateway:Providers:p:Models:0:Rules:0:{name}"] = value;
        }

        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration)
            .AddModelGateway(configuration.GetSection("ModelGateway")).Services.BuildServiceProvider();
        Deployment deployment = (Deployment)services.GetRequiredService<IChatClient>().GetService(typeof(Deployment), "p/m")!;
        return deployment.Model.Rules[^1];
    }
}
