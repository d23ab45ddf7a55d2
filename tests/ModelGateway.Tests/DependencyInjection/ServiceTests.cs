using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>What <c>GetService</c> finds, of the gateway's and of one deployment's.</summary>
public sealed class ServiceTests
{
    [Fact]
    public void GetService_ReturnsOneInstanceOfTheMetadata()
    {
        using IChatClient gateway =
            GatewayChatClient.Create(g => g.AddDeployment("a", new ScriptedChatClient()).AddRoute("chat", r => r.To("a")));

        ChatClientMetadata metadata = gateway.GetService<ChatClientMetadata>()!;

        Assert.Same(metadata, gateway.GetService<ChatClientMetadata>());
        Assert.Equal(("modelgateway", "chat"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Null(gateway.GetService<ScriptedChatClient>());
        Assert.Null(gateway.GetService(typeof(Deployment), 5));
        Assert.Throws<ArgumentNullException>(() => gateway.GetService(null!));
    }

    [Fact]
    public async Task GetService_FindsADeploymentByItsName()
    {
        using ScriptedChatClient a = new();
        using ScriptedChatClient b = new();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", a).AddDeployment("b", b)
            .AddOpenAI(configure: o => { o.Keys.Add("k"); o.Models.Add(new ModelInfo { Id = "gpt", ContextWindow = 5 }); })
            .AddRoute("chat", r => r.To("a", "b")));

        IChatClient pinned = gateway.GetService<IChatClient>("b")!;
        ChatResponse response = await pinned.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });
        ChatResponse streamed = await pinned.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        pinned.Dispose();

        Assert.Equal(("b", "b"), (response.GetReceipt()!.Deployment, streamed.GetReceipt()!.Deployment));
        Assert.Empty(a.Calls);
        Assert.False(b.IsDisposed);
        Assert.Same(b, gateway.GetService<ScriptedChatClient>("B"));
        Assert.Equal("b", gateway.GetService<Deployment>("b")!.Name);
        Assert.Equal(5, gateway.GetService<Deployment>("openai/gpt")!.Model.ContextWindow);
        ChatClientMetadata metadata = gateway.GetService<ChatClientMetadata>("openai/gpt")!;
        Assert.Equal(("openai", "gpt", "api.openai.com"), (metadata.ProviderName, metadata.DefaultModelId, metadata.ProviderUri!.Host));
        Assert.Null(gateway.GetService<IChatClient>("nobody"));
        Assert.Null(gateway.GetService<Deployment>("chat"));
    }
}
