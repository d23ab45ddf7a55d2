using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Keys;

public sealed class KeyModelTests
{
    private const string Answer =
        """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Key_ServesOtherModelsWhenOneRefusesIt(HttpStatusCode refusal)
    {
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddOpenAI(configure: options => options.Keys.Add("only-key"))
                .AddRoute("chat", route => route.To("openai/big", "openai/small"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new RefusesBig(refusal));
        });

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });

        Assert.Equal("openai/small", response.GetReceipt()!.Deployment);
        response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });
        Assert.Equal("openai/big", Assert.Single(response.GetReceipt()!.Skipped).Deployment);
    }

    private sealed class RefusesBig(HttpStatusCode refusal) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return body.Contains("\"big\"", StringComparison.Ordinal)
                ? new HttpResponseMessage(refusal) { Content = new StringContent("""{"error":{"message":"not for you"}}""") }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Answer) };
        }
    }
}
