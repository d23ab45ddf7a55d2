using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Providers.Http;

namespace ModelGateway.DependencyInjection;

/// <summary>
/// Registers the HTTP client that all providers of a gateway share. It has no resilience pipeline: the gateway owns retries, breakers and
/// clocks, and a pipeline behind the attempt's clocks would cost a fifth of a short request's time and delay the container's disposal. A
/// host that needs a pipeline (chaos, a shared rate limit) adds it to <see cref="IModelGatewayBuilder.HttpClient"/>.
/// </summary>
internal static class GatewayHttpClient
{
    public static IHttpClientBuilder AddGatewayHttpClient(this IServiceCollection services, GatewayIdentity gateway)
    {
        IHttpClientBuilder client = services.AddHttpClient(gateway.HttpClientName);
        client
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => GatewayHttpHandler.Create(provider.GetRequiredService<TimeProvider>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        // Hosts add the standard handler to every client (ConfigureHttpClientDefaults). Its limit of 10 s and its retries break model
        // calls.
#pragma warning disable EXTEXP0001
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        return client;
    }
}
