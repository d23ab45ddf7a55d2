using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway;

namespace StartupApp;

/// <summary>Registers a gateway with one provider and resolves it.</summary>
internal static class GatewayStart
{
    public static IChatClient Create() => GatewayChatClient.Create(gateway =>
    {
        gateway.AddOpenAI(configure: options =>
        {
            options.Endpoint = new Uri("http://host/v1/");
            options.Keys.Add("key-of-the-benchmark");
        });
        gateway.AddRoute("gpt-5-mini", route => route.To("openai/gpt-5-mini"));
        gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(static () => new CannedNetwork());
    });
}
