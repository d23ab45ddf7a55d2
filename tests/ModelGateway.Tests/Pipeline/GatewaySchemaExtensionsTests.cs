using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelGateway.Tests.Pipeline;

/// <summary>Which candidates of a route can answer as a type, said before anything is sent.</summary>
public sealed partial class GatewaySchemaExtensionsTests
{
    [Fact]
    public void CheckSchema_NamesThePropertyThatBreaksACandidate()
    {
        using IChatClient chat = GatewayChatClient.Create(Configure);

        SchemaReport report = chat.CheckSchema<Order>("chat");

        Assert.Equal("chat", report.Route);
        Assert.False(report.WorksEverywhere);
        Assert.Equal(["openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5"], report.Candidates.Select(static one => one.Deployment));
        Assert.True(report.Candidates[0].Works);
        Assert.Equal(
            "prices is a dictionary (additionalProperties), and objects have to be closed: use a list of keys and values",
            Assert.Single(report.Candidates[1].Broken));
        Assert.Equal(["quantity: minimum", "quantity: maximum"], report.Candidates[1].Moved);
        Assert.Contains("anthropic/claude-haiku-4-5: cannot: prices is a dictionary", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckSchema_OfATypeThatWorks()
    {
        using IChatClient chat = GatewayChatClient.Create(Configure);
        Assert.True(chat.CheckSchema<Line>("chat").WorksEverywhere);
        Assert.True(chat.CheckSchema<int[]>("chat").WorksEverywhere);
        Assert.True(chat.CheckSchema<Line>("anthropic/claude-haiku-4-5").WorksEverywhere);
        Assert.True(chat.CheckSchema<Line>("chat", Described.Default.Options).WorksEverywhere);
        Assert.True(chat.CheckSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""), "chat").WorksEverywhere);
    }

    /// <summary>Strictness has rules of its own at OpenAI.</summary>
    [Fact]
    public void CheckSchema_KnowsStrictRequests()
    {
        using IChatClient chat = GatewayChatClient.Create(Configure);
        Assert.True(chat.CheckSchema<Order>("openai/gpt-5.4-mini").WorksEverywhere);
        Assert.StartsWith(
            "prices is a dictionary",
            Assert.Single(chat.CheckSchema<Order>("openai/gpt-5.4-mini", strict: true).Candidates).Broken[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void CheckSchema_NeedsAGatewayAndARoute()
    {
        using IChatClient chat = GatewayChatClient.Create(Configure);
        Assert.Throws<NoRouteException>(() => chat.CheckSchema<Line>("other"));
        using ScriptedChatClient alone = new();
        Assert.Throws<InvalidOperationException>(() => alone.CheckSchema<Line>("chat"));
    }

    [Fact]
    public async Task Start_FailsWhereARouteWasToldToCheckAType()
    {
        using IHost host = Build(static route => route.CheckSchema<Order>().CheckSchema<Line>());

        GatewayConfigurationException failed = await Assert.ThrowsAsync<GatewayConfigurationException>(() => host.StartAsync());

        string fault = Assert.Single(failed.Failures);
        Assert.Contains("'chat'", fault, StringComparison.Ordinal);
        Assert.Contains("Order", fault, StringComparison.Ordinal);
        Assert.Contains("anthropic/claude-haiku-4-5 cannot: prices is a dictionary", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SucceedsWhereEveryCandidateTakesTheType()
    {
        using IHost host = Build(static route => route.CheckSchema<Line>(Described.Default.Options, strict: true));
        await host.StartAsync();
        await host.StopAsync();
    }

    private static IHost Build(Action<GatewayRouteBuilder> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModelGateway(gateway => Configure(gateway, configure));
        return builder.Build();
    }

    private static void Configure(IModelGatewayBuilder gateway) => Configure(gateway, static _ => { });

    private static void Configure(IModelGatewayBuilder gateway, Action<GatewayRouteBuilder> configure) => gateway
        .AddOpenAI("openai", static provider => provider.Keys.Add("k"))
        .AddAnthropic("anthropic", static provider => provider.Keys.Add("k"))
        .AddRoute("chat", route => configure(route.To("openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5")));

    private sealed record Order(Dictionary<string, decimal> Prices, [property: Range(1, 9)] int Quantity);

    internal sealed record Line(string Article, DateOnly Day);

    [JsonSerializable(typeof(Line))]
    private sealed partial class Described : JsonSerializerContext;
}
