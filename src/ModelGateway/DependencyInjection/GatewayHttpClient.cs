using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using ModelGateway.Configuration;
using ModelGateway.Providers.Http;
using Polly;
using Polly.Timeout;

namespace ModelGateway.DependencyInjection;

/// <summary>Registers the HTTP client that all providers share.</summary>
internal static class GatewayHttpClient
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public static IHttpClientBuilder Add(IServiceCollection services)
    {
        IHttpClientBuilder client = services.AddHttpClient(SnapshotBuilder.HttpClientName);
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
        client.AddResilienceHandler("ModelGateway", Configure);
        return client;
    }

    // No retry, no breaker: the gateway is the one owner of both. What is left is a backstop that ends a call whose attempt's own clocks
    // failed to, and which therefore never fires before them.
    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = static arguments => ValueTask.FromResult(
                arguments.Context.GetRequestMessage() is { } request && GatewayHttpHandler.Find(request)?.Timeouts?.Total is { Ticks: > 0 } total
                    ? total + Grace
                    : Timeout.InfiniteTimeSpan),
        });
    }

    private sealed class Marker;
}
