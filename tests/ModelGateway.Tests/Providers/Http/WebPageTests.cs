using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>An address that answers 200 with a web page: a portal, a login page, a server's welcome.</summary>
public sealed class WebPageTests
{
    private const string Page = "\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>data: x</body></html>\n";

    [Theory]
    [InlineData("OpenAICompatible", "text/html", false)]
    [InlineData("OpenAICompatible", "application/json", false)]
    [InlineData("OpenAICompatible", "text/html", true)]
    [InlineData("Ollama", "text/html", false)]
    [InlineData("Ollama", "text/html", true)]
    [InlineData("Anthropic", "text/html", true)]
    [InlineData("Gemini", "text/html", true)]
    public async Task WebPage_IsSaidToBeOne(string type, string mediaType, bool streamed)
    {
        using IChatClient gateway = Create(type, Page, mediaType);
        ChatOptions options = new() { ModelId = "p/m" };

        ProviderException exception = await Assert.ThrowsAnyAsync<ProviderException>(() => streamed
            ? gateway.GetStreamingResponseAsync("hi", options).ToChatResponseAsync()
            : gateway.GetResponseAsync("hi", options));

        Assert.Contains("answers with a web page", exception.Message, StringComparison.Ordinal);
        Assert.Contains("https://portal.example/v1/", exception.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Malformed, exception.Kind);
    }

    [Fact]
    public async Task StreamUnderTheWrongMediaType_IsAStream()
    {
        const string Events = """data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n";
        using IChatClient gateway = Create("OpenAICompatible", Events, "text/html");
        Assert.Equal("hi",
            (await gateway.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "p/m" }).ToChatResponseAsync()).Text);
    }

    private static IChatClient Create(string type, string body, string mediaType) => GatewayChatClient.Create(g =>
    {
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new StubHandler((_, _) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, mediaType) })));
        g.AddProvider("p", type, static o =>
        {
            o.Endpoint = new Uri("https://portal.example/v1/");
            o.Keys.Add("secret");
        });
    });
}
