using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace StartupApp;

/// <summary>The OpenAI SDK as an <see cref="IChatClient"/>: by itself, and as an application registers it.</summary>
internal static class SdkStart
{
    public static IChatClient Create() => Create(new HttpClient(new CannedNetwork()));

    public static IChatClient CreateInContainer()
    {
        ServiceCollection services = new();
        services.AddHttpClient("openai").ConfigurePrimaryHttpMessageHandler(static () => new CannedNetwork());
        services.AddChatClient(static provider => Create(provider.GetRequiredService<IHttpClientFactory>().CreateClient("openai")));
        return services.BuildServiceProvider().GetRequiredService<IChatClient>();
    }

    private static IChatClient Create(HttpClient http) => new ChatClient(
        "gpt-5-mini",
        new ApiKeyCredential("key-of-the-benchmark"),
        new OpenAIClientOptions
        {
            Endpoint = new Uri("http://host/v1/"),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
        }).AsIChatClient();
}
