using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using ModelGateway.Capabilities;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Receipts;

/// <summary>A cache round the gateway stores answers and replays them; a receipt that is replayed would be a lie.</summary>
public sealed class OuterCacheTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CacheHit_HasNoReceipt(bool streaming)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(inner);

        ChatResponse miss = await Ask(gateway, [new(ChatRole.User, "hi")], new(), streaming);
        ChatResponse hit = await Ask(gateway, [new(ChatRole.User, "hi")], new(), streaming);

        Assert.Single(inner.Calls);
        Assert.Equal("hello", hit.Text);
        Assert.NotNull(miss.GetReceipt());
        Assert.Null(hit.GetReceipt());
        Assert.Empty(hit.GetReceipts());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CacheHit_IsFoundForAHistoryWithEarlierAnswers(bool streaming)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient plain = GatewayChatClient.Create(g => g.AddDeployment("inner", inner, leaveOpen: true));
        using IChatClient cached = Create(inner);

        for (int i = 0; i < 2; i++)
        {
            ChatResponse earlier = await Ask(plain, [new(ChatRole.User, "hi")], new(), streaming);
            List<ChatMessage> history = [new(ChatRole.User, "hi"), .. earlier.Messages, new(ChatRole.User, "and?")];
            history[1].MessageId = "same";
            await Ask(cached, history, new(), streaming);
        }

        Assert.Equal(3, inner.Calls.Count);
    }

    [Fact]
    public async Task CacheHit_IsFoundWhateverClocksAndObserversARequestHas()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(inner);

        for (int i = 0; i < 2; i++)
        {
            GatewayRequestOptions settings = new()
            {
                OnReceipt = _ => { },
                MaxAttempts = 2,
                StreamUpstream = false,
                CaptureRawRepresentation = true,
                Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(5) },
            };
            ChatOptions options = new ChatOptions().WithGateway(_ => settings);
            await gateway.GetResponseAsync("hi", options);
        }

        Assert.Single(inner.Calls);
    }

    public static TheoryData<string, GatewayRequestOptions> OtherAnswers { get; } = new()
    {
        { "deployment", new() { Deployment = "inner" } },
        { "deployment that differs by case", new() { Deployment = "INNER" } },
        { "other deployment", new() { Deployment = "other" } },
        { "requirement", new() { Require = [Capability.ZeroRetention] } },
        { "region", new() { Require = [Capability.Region("eu")] } },
        { "preference", new() { Prefer = [new CapabilityPreference(Capability.Tools)] } },
        { "weight", new() { Prefer = [new CapabilityPreference(Capability.Tools, 0.5)] } },
        { "tenant", new() { Scope = new GatewayScope { Tenant = "a" } } },
        { "user", new() { Scope = new GatewayScope { User = "a" } } },
        { "tag", new() { Scope = new GatewayScope { Tags = new Dictionary<string, string> { ["a"] = "a" } } } },
        { "half a pair", new() { Scope = new GatewayScope { Tenant = "\ud800" } } },
        { "another half", new() { Scope = new GatewayScope { Tenant = "\ud801" } } },
        { "deltas", new() { StreamToolCallDeltas = true } },
    };

    [Theory]
    [MemberData(nameof(OtherAnswers))]
    public async Task CacheHit_IsNotFoundWhereAnotherAnswerIsAskedFor(string _, GatewayRequestOptions asked)
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using ScriptedChatClient other = ScriptedAnswers.Hello();
        ModelInfo model = new()
        {
            Id = "inner",
            Regions = ["eu"],
            Capabilities = new CapabilitySet(CapabilityFlags.ZeroRetention | CapabilityFlags.Tools, 0),
        };
        MemoryDistributedCache cache = new(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient gateway = GatewayChatClient
            .Create(g => g.AddDeployment("inner", inner, configure: o => o.Model = model).AddDeployment("other", other))
            .AsBuilder().UseDistributedCache(cache).Build();
        foreach (GatewayRequestOptions earlier in OtherAnswers.Select(static row => row.Data.Item2).Where(one => one != asked))
        {
            await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "inner" }.WithGateway(_ => earlier));
        }

        ChatOptions options = new ChatOptions { ModelId = "inner" }.WithGateway(_ => asked);
        Assert.NotNull((await gateway.GetResponseAsync("hi", options)).GetReceipt());
        Assert.Null((await gateway.GetResponseAsync("hi", options.Clone().WithGateway(same => same with { MaxAttempts = 3 })))
            .GetReceipt());
    }

    [Fact]
    public async Task CacheHit_IsNotSharedBetweenAmbientTenantsWhereTheKeyHasTheTenant()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        MemoryDistributedCache storage = new(Options.Create(new MemoryDistributedCacheOptions()));
        using IChatClient gateway = inner.AsBuilder()
            .UseDistributedCache(storage, cache =>
                cache.CacheKeyAdditionalValues = [Enumerable.Range(0, 1).Select(_ => GatewayScope.Current?.Tenant)])
            .UseModelGateway().Build();

        foreach (string tenant in (string[])["a", "b", "a", "b"])
        {
            using IDisposable scope = GatewayScope.Begin(tenant: tenant);
            await gateway.GetResponseAsync("hi");
        }

        Assert.Equal(2, inner.Calls.Count);
    }

    private static Task<ChatResponse> Ask(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions options, bool streaming) =>
        streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);

    private static IChatClient Create(ScriptedChatClient inner) => GatewayChatClient.Create(g => g.AddDeployment("inner", inner))
        .AsBuilder().UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))).Build();
}
