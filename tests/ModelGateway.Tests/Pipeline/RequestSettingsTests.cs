using Microsoft.Extensions.AI;
using ModelGateway.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>The settings of a request have the same effect however they travel.</summary>
public sealed class RequestSettingsTests
{
    public enum Way
    {
        Typed,
        Plain,
        Cloned,
        Rebuilt,
        ThroughConfigureOptions,
        ThroughFunctionInvocation,
    }

    [Theory]
    [CombinatorialWays]
    public async Task EveryWay_PinsAndCallsBack(Way way, bool typed, bool streaming)
    {
        using ScriptedChatClient a = new();
        using ScriptedChatClient b = new();
        ReceiptLog own = new();
        using IChatClient gateway = ModelGatewayClient.Create(g =>
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
        ChatOptions options = typed ? new GatewayChatOptions { Settings = settings } : new ChatOptions().WithGateway(_ => settings);
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
    public void ACopy_IsDeep()
    {
        GatewayChatOptions options = new() { StopSequences = ["a"], Tools = [], AdditionalProperties = new() { ["x"] = 1 } };
        options.WithGateway(s => s with { MaxAttempts = 2 });

        GatewayChatOptions copy = Assert.IsType<GatewayChatOptions>(options.Clone());
        copy.StopSequences!.Add("b");
        copy.Tools!.Add(AIFunctionFactory.Create(() => 1, "f"));
        copy.AdditionalProperties!["y"] = 1;
        copy.WithGateway(s => s with { MaxAttempts = 3 });

        Assert.Equal(["a"], options.StopSequences);
        Assert.Empty(options.Tools);
        Assert.False(options.AdditionalProperties.ContainsKey("y"));
        Assert.Equal(2, options.Settings.MaxAttempts);
        Assert.Equal(3, copy.Settings.MaxAttempts);
        Assert.Equal(2, new GatewayChatOptions(new ChatOptions { AdditionalProperties = options.AdditionalProperties }).Settings.MaxAttempts);
    }

    [Fact]
    public void WithGateway_ChangesOnlyWhatItIsAsked()
    {
        ChatOptions options = new ChatOptions().WithGateway(s => s with { MaxAttempts = 2 }).WithGateway(s => s with { Deployment = "a" });

        Assert.Equal(2, new GatewayChatOptions(options).Settings.MaxAttempts);
        Assert.Equal("a", new GatewayChatOptions(options).Settings.Deployment);
        Assert.Throws<ArgumentNullException>(() => new GatewayChatOptions().Settings = null!);
        Assert.Throws<ArgumentNullException>(() => options.WithGateway(null!));
    }

    [Fact]
    public async Task MaxAttempts_Bounds()
    {
        using ScriptedChatClient broken = ScriptedAnswers.Down();
        using ScriptedChatClient spare = new();
        using IChatClient gateway = ModelGatewayClient.Create(g => g
            .AddDeployment("a", broken).AddDeployment("b", spare).AddRoute("chat", r => r.To("a", "b")));

        await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi", new ChatOptions().WithGateway(s => s with { MaxAttempts = 1 })));

        Assert.Empty(spare.Calls);
    }

    private sealed class CombinatorialWaysAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            new((IReadOnlyCollection<ITheoryDataRow>)[..
                from way in Enum.GetValues<Way>() from typed in new[] { true, false } from streaming in new[] { true, false }
                select new TheoryDataRow(way, typed, streaming)]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
