using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelGateway.Configuration;
using ModelGateway.Providers.Http;

namespace ModelGateway.DependencyInjection;

/// <summary>
/// Registers the HTTP client that all providers share. It has no resilience pipeline: the gateway is the one owner of retries, breakers and
/// clocks, and a pipeline that only backs up the attempt's clocks costs a fifth of a short request and holds up the container's disposal.
/// A host that wants one for its own purposes (chaos, a shared rate limit) adds it to <see cref="IModelGatewayBuilder.HttpClient"/>.
/// </summary>
internal static class GatewayHttpClient
{
    public static IHttpClientBuilder Add(IServiceCollection services)
    {
        IHttpClientBuilder client = services.AddHttpClient(ProviderFactory.HttpClientName);
        if (services.Any(descriptor => descriptor.ServiceType == typeof(Marker)))
        {
            return client;
        }

        services.TryAddSingleton<Marker>();
        client
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => GatewayHttpHandler.Create(provider.GetRequiredService<TimeProvider>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
#pragma warning disable EXTEXP0001 // Hosts add the standard handler to every client (ConfigureHttpClientDefaults): its 10 s and its retries kill model calls.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        return client;
    }

    private sealed class Marker;
}
