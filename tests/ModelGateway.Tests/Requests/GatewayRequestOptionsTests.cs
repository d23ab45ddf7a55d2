using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>The settings of a request have the same effect however they travel.</summary>
public sealed class RequestSettingsTests
{
    public enum Way
    {
        Plain,
        Cloned,
        Rebuilt,
        ThroughConfigureOptions,
        ThroughFunctionInvocation,
    }

    [Theory]
    [CombinatorialWays]
    public async Task EveryWayToPassSettings_PinsAndCallsBack(Way way, bool streaming)
    {
        using ScriptedChatClient a = new();
        using ScriptedChatClient b = new();
        ReceiptLog own = new();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddDeployment("a", a).AddDeployment("b", b).AddRoute("chat", r => r.To("a", "b"));
            if (way == Way.ThroughConfigureOptions)
            {
                g.ChatClient.ConfigureOptions(options => options.Temperature = 0);
            }
            else if (way == Way.ThroughFunctionInvocation)
            {
                g.ChatClient.UseFunctionInvocation();
            }
        });
        GatewayRequestOptions settings = new() { Deployment = "b", OnReceipt = own.OnReceipt };
        ChatOptions options = new ChatOptions().WithGateway(_ => settings);
        options = way switch
        {
            Way.Cloned => options.Clone(),
            Way.Rebuilt => new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary(options.AdditionalProperties!) },
            _ => options,
        };

        if (streaming)
        {
            await gateway.GetStreamingResponseAsync("hi", options).ToListAsync();
        }
        else
        {
            await gateway.GetResponseAsync("hi", options);
        }

        Assert.Empty(a.Calls);
        Assert.Single(b.Calls);
        Assert.Equal("b", Assert.Single(own.All).Deployment);
    }

    [Fact]
    public void Clone_IsDeep_WithGatewayOptions()
    {
        ChatOptions options = new ChatOptions { StopSequences = ["a"], Tools = [], AdditionalProperties = new() { ["x"] = 1 } }
            .WithGateway(s => s with { MaxAttempts = 2 });

        ChatOptions copy = options.Clone().WithGateway(s => s with { MaxAttempts = 3 });
        copy.StopSequences!.Add("b");
        copy.Tools!.Add(AIFunctionFactory.Create(() => 1, "f"));
        copy.AdditionalProperties!["y"] = 1;

        Assert.Equal(["a"], options.StopSequences);
        Assert.Empty(options.Tools!);
        Assert.False(options.AdditionalProperties!.ContainsKey("y"));
        Assert.Equal(2, GatewayRequestOptions.From(options).MaxAttempts);
        Assert.Equal(3, GatewayRequestOptions.From(copy).MaxAttempts);
        Assert.Equal(2, GatewayRequestOptions.From(new ChatOptions { AdditionalProperties = options.AdditionalProperties }).MaxAttempts);
    }

    [Fact]
    public void WithGateway_ChangesOnlyWhatItIsAsked()
    {
        ChatOptions options = new ChatOptions().WithGateway(s => s with { MaxAttempts = 2 }).WithGateway(s => s with { Deployment = "a" });

        Assert.Equal(2, GatewayRequestOptions.From(options).MaxAttempts);
        Assert.Equal("a", GatewayRequestOptions.From(options).Deployment);
        Assert.Throws<ArgumentNullException>(() => options.WithGateway(null!));
    }

    [Fact]
    public async Task MaxAttempts_Bounds()
    {
        using ScriptedChatClient broken = ScriptedAnswers.Down();
        using ScriptedChatClient spare = new();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", broken).AddDeployment("b", spare).AddRoute("chat", r => r.To("a", "b")));

        await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions().WithGateway(s => s with { MaxAttempts = 1 })));

        Assert.Empty(spare.Calls);
    }

    private sealed class CombinatorialWaysAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
            System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            new((IReadOnlyCollection<ITheoryDataRow>)[..
                from way in Enum.GetValues<Way>() from streaming in new[] { true, false }
                select new TheoryDataRow(way, streaming)]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
