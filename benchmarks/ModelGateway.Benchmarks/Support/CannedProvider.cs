using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Benchmarks.Support;

/// <summary>A provider of one kind that answers with canned bytes.</summary>
/// <param name="Type">The kind, as <see cref="ProviderOptions.Type"/>.</param>
/// <param name="Model">The model.</param>
/// <param name="Endpoint">The base address.</param>
/// <param name="Answer">The answer's body, whole or as a stream.</param>
internal sealed record CannedProvider(string Type, string Model, Uri Endpoint, Func<bool, byte[]> Answer)
{
    /// <summary>The key. Some provider types check its form.</summary>
    public string Key { get; init; } = "key-of-the-benchmark";

    public ProviderApi Api { get; init; }

    public string? Region { get; init; }

    public string StreamContentType { get; init; } = "text/event-stream";

    public string ContentType(bool streaming) => streaming ? StreamContentType : "application/json";

    /// <summary>A gateway with one priced model, behind a route named after the model.</summary>
    public IChatClient CreateGateway(HttpMessageHandler network) => GatewayChatClient.Create(gateway =>
    {
        gateway.AddRoute(Model, route => route.To($"vendor/{Model}"));
        gateway.AddProvider("vendor", Type, options =>
        {
            options.Endpoint = Endpoint;
            options.Api = Api;
            options.Region = Region;
            options.Keys.Add(Key);
            options.Models.Add(new ModelInfo { Id = Model, Pricing = ModelPricing.PerMillion(0.25m, 2m) });
        });
        gateway.HttpClient.ConfigurePrimaryHttpMessageHandler(() => network);
    });
}
