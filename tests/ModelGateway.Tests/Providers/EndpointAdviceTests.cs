using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>A server that has no such page is answered with the address that was probably meant.</summary>
public sealed class EndpointAdviceTests
{
    // Every type that takes an address whose path can be wrong.
    public static TheoryData<string> Types { get; } =
        [.. ProviderTypes.Names.Except(["Bedrock", "VertexAI", "Local"]).Where(static type => ProviderTypes.Find(type) is not null)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Find_CorrectsAnAddressOfEveryType(string type)
    {
        HttpProviderDefinition definition = ProviderTypes.Find(type)!;
        string usual = "https://proxy.test" + definition.UsualPath;

        Assert.Null(Find(usual));
        Assert.Null(Find(usual.TrimEnd('/')));
        Assert.Equal(usual, Find(usual + "chat/completions"));
        Assert.Equal(usual, Find(usual + "responses/"));
        Assert.Equal(usual, Find(usual + "embeddings?api-version=1"));
        Assert.Equal(usual, Find(usual + (definition.PathPrefix ?? definition.UsualPath.Trim('/')) + "/messages"));
        if (definition.UsualPath != "/")
        {
            Assert.Equal(usual, Find("https://proxy.test"));
            Assert.Equal(usual, Find(usual + definition.UsualPath[1..]));
            Assert.Equal("https://proxy.test/team" + definition.UsualPath, Find("https://name:pw@proxy.test/team"));
        }
        else if (definition.PathPrefix is { } prefix)
        {
            Assert.Equal(usual, Find(usual + prefix));
        }

        string? Find(string endpoint) => new EndpointAdvice("Providers:p:Endpoint", new Uri(endpoint), definition).Find();
    }

    [Theory]
    [InlineData("OpenAI", "https://api.openai.com/", "https://api.openai.com/v1/")]
    [InlineData("OpenAI", "https://api.openai.com/v1/v1/", "https://api.openai.com/v1/")]
    [InlineData("Groq", "https://api.groq.com/v1/", "https://api.groq.com/openai/v1/")]
    [InlineData("Anthropic", "https://api.anthropic.com/v1/messages", "https://api.anthropic.com/")]
    [InlineData("Gemini", "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent",
        "https://generativelanguage.googleapis.com/v1beta/")]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=1",
        "https://contoso.openai.azure.com/openai/v1/")]
    [InlineData("Ollama", "http://localhost:11434/v1/", "http://localhost:11434/")]
    [InlineData("Ollama", "http://localhost:11434/api/chat", "http://localhost:11434/")]
    [InlineData("VLLM", "http://localhost:9000/", "http://localhost:9000/v1/")]
    [InlineData("OpenAICompatible", "https://models.test/api/v2/", null)]
    [InlineData("OpenAICompatible", "https://models.test/api/", "https://models.test/api/v1/")]
    [InlineData("VertexAI", "https://proxy.test/v1/projects/p/locations/l/publishers/google/", null)]
    public void Find_CorrectsUsualMistakes(string type, string endpoint, string? meant) =>
        Assert.Equal(meant, new EndpointAdvice("s", new Uri(endpoint), ProviderTypes.Find(type)!).Find());

    [Theory]
    [InlineData("https://proxy.test/", 404, "{}", true)]
    [InlineData("https://proxy.test/v1/chat/completions", 404, "<html>no such page</html>", true)]
    [InlineData("https://proxy.test/", 405, "", true)]
    [InlineData("https://proxy.test/", 500, "{}", false)]
    [InlineData("https://proxy.test/v1/", 404, "{}", false)]
    [InlineData("https://proxy.test/", 404, """{"error":{"message":"no","code":"model_not_found"}}""", false)]
    public async Task Failure_NamesTheSettingAndTheLikelyAddress(string endpoint, int status, string body, bool isAdvised)
    {
        StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json((HttpStatusCode)status, body)));
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddOpenAICompatible("own", new Uri(endpoint));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        ProviderException failed = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "own/m" }));

        Assert.Equal(isAdvised, failed.Message.Contains(
            "Is Providers:own:Endpoint right? It is probably meant to be https://proxy.test/v1/.", StringComparison.Ordinal));
    }
}
