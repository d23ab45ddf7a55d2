using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>The Gemini API names the class of service that it served in a header alone.</summary>
public sealed class ServedTierTests
{
    private const string Body = """{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1}}""";

    [Theory]
    [InlineData("priority", null, "priority", false)]
    [InlineData("priority", null, "priority", true)]
    [InlineData("standard", "priority", "standard", false)]
    [InlineData("standard", "priority", "standard", true)]
    [InlineData("standard", null, null, false)]
    [InlineData("standard", null, null, true)]
    [InlineData(null, "priority", null, false)]
    public async Task ServedTier_IsThatOfTheHeader(string? served, string? asked, string? expected, bool streaming)
    {
        using StubHandler http = new((_, _) =>
        {
            HttpResponseMessage response = streaming
                ? new(HttpStatusCode.OK) { Content = new StringContent($"data: {Body}\n\n", Encoding.UTF8, "text/event-stream") }
                : StubHandler.Json(HttpStatusCode.OK, Body);
            if (served is not null)
            {
                response.Headers.Add("x-gemini-service-tier", served);
            }

            return Task.FromResult(response);
        });
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddGemini(configure: o => o.Keys.Add("k"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        ChatOptions options = new ChatOptions { ModelId = "gemini/gemini-2.5-flash" }.WithServiceTier(asked);

        ChatResponse answer = streaming
            ? await gateway.GetStreamingResponseAsync("hi", options).ToChatResponseAsync()
            : await gateway.GetResponseAsync("hi", options);

        // ToChatResponseAsync puts what an update says at its message.
        AdditionalPropertiesDictionary? properties = streaming ? answer.Messages[0].AdditionalProperties : answer.AdditionalProperties;
        Assert.Equal(expected, properties?.GetValueOrDefault("service_tier"));
    }
}
