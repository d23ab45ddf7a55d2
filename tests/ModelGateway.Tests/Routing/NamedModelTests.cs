using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Routing;

/// <summary>Models that no configuration lists, and that requests name as <c>provider/model</c>.</summary>
public sealed class NamedModelTests
{
    [Fact]
    public async Task Model_IsSentAsItIsSpelled()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http);

        foreach (string name in new[] { "vllm/qwen/qwen3-8b", "vllm/Qwen/Qwen3-8B", "VLLM/Qwen/Qwen3-8B", "vllm/qwen/qwen3-8b" })
        {
            await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = name });
        }

        Assert.Equal(
            ["qwen/qwen3-8b", "Qwen/Qwen3-8B", "Qwen/Qwen3-8B", "qwen/qwen3-8b"],
            http.Sent.Select(sent => System.Text.Json.JsonDocument.Parse(sent.Body).RootElement.GetProperty("model").GetString()));
    }

    [Fact]
    public void TwoSpellings_AreTwoDeployments_WithAHealthEach()
    {
        using IChatClient gateway = Create(StubHandler.OpenAI());

        Assert.NotSame(Find("vllm/qwen/qwen3-8b").Health, Find("vllm/Qwen/Qwen3-8B").Health);
        Assert.Same(Find("vllm/Qwen/Qwen3-8B").Health, Find("VLLM/Qwen/Qwen3-8B").Health);
        Assert.Equal("vllm/Qwen/Qwen3-8B", Find("VLLM/Qwen/Qwen3-8B").Name);

        Deployment Find(string name) => (Deployment)gateway.GetService(typeof(Deployment), name)!;
    }

    [Fact]
    public async Task ConfiguredModel_IsFound_InAnyCase()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, o => o.Models.Add(new ModelInfo { Id = "Qwen/Qwen3-8B" }));

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "vllm/qwen/qwen3-8b" });

        Assert.Contains("\"Qwen/Qwen3-8B\"", http.Sent[0].Body, StringComparison.Ordinal);
    }

    private static IChatClient Create(StubHandler http, Action<ProviderOptions>? more = null) => GatewayChatClient.Create(g =>
    {
        g.AddOpenAI("vllm", o =>
        {
            o.Endpoint = new Uri("http://vllm.example/v1");
            more?.Invoke(o);
        });
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
    });
}
