using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
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
    public async Task RequestOptions_DoNotChangeTheHashOfACacheAroundTheGateway()
    {
        using ScriptedChatClient inner = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(inner);

        for (int i = 0; i < 2; i++)
        {
            GatewayRequestOptions settings = new()
            {
                OnReceipt = _ => { },
                Deployment = "inner",
                MaxAttempts = 2,
                Scope = new GatewayScope { User = "u", Tags = new Dictionary<string, string> { ["a"] = "b" } },
                Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(5) },
            };
            ChatOptions options = new ChatOptions().WithGateway(_ => settings);
            await gateway.GetResponseAsync("hi", options);
        }

        Assert.Single(inner.Calls);
    }

    private static Task<ChatResponse> Ask(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions options, bool streaming) =>
        streaming ? client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : client.GetResponseAsync(messages, options);

    private static IChatClient Create(ScriptedChatClient inner) => GatewayChatClient.Create(g => g.AddDeployment("inner", inner))
        .AsBuilder().UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))).Build();
}
