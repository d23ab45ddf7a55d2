using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Buffers;
using ModelGateway.Failures.Secrets;
using ModelGateway.Keys;
using ModelGateway.Providers;
using ModelGateway.Providers.Http;
using ModelGateway.Providers.Secrets;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway.Configuration;

/// <summary>Creates the providers of a snapshot from valid options.</summary>
internal sealed class ProviderFactory(IServiceProvider services, GatewayIdentity gateway, LiveState state)
{
    private readonly IConfiguration? _configuration = services.GetService<IConfiguration>();

    public ProviderTypeRegistry Types { get; } = services.GetRequiredService<ProviderTypeRegistry>();

    /// <param name="name">The provider's name.</param>
    /// <param name="options">Its options.</param>
    /// <param name="models">Completes its models from the catalog.</param>
    /// <param name="previous">The provider of this name in the snapshot before; null where there is none.</param>
    /// <param name="userAgent">The application's part of the header; null for none.</param>
    public ProviderRuntime Create(string name, ProviderOptions options, DeploymentModels models, ProviderRuntime? previous,
        string? userAgent = null)
    {
        List<ProviderKey> keys = [.. options.Keys.Select((setting, index) => KeySource.Resolve(setting, index, _configuration))
            .OfType<ProviderKey>()];
        ProviderType type = Types.Find(options.Type)!;

        // Before the client is created, which would be lost if this failed.
        string? catalogName = models.FindProvider(options);
        List<ModelInfo> joined = [.. options.Models.Select(model => models.Join(catalogName, options, model))];
        SharedClient client;
        if (type is HttpProviderType { Definition: { } definition })
        {
            client = new SharedClient(CreateHttpClient(name, definition, options, userAgent));
            if (options.TokenCallback is not null)
            {
                keys.Clear();
            }
            else if (options.Keys.Count == 0 && definition.FindUsualKey(options) is { } usual)
            {
                keys.Add(usual);
            }
        }
        else
        {
            // The clients of such types hold their keys themselves: attempts have none to choose from.
            client = Share(new ProviderContext(name, options, services) { Keys = keys.ConvertAll(static key => key.Secret) }, type,
                previous);
            keys.Clear();
        }

        return new ProviderRuntime(name, options, client, new KeyPool(keys, key => state.Key(name, key)))
        {
            CatalogName = catalogName,
            UnsentKey = (type as HttpProviderType)?.Definition.FindUnsentKey(options, Environment.GetEnvironmentVariable),
            Models = joined,
        };
    }

    private static SharedClient Share(ProviderContext context, ProviderType type, ProviderRuntime? previous) =>
        previous is not null && previous.SharedClient.TryShare(context) ? previous.SharedClient
            : new SharedClient(CreateClient(context, type), context);

    private static IModelClient CreateClient(ProviderContext context, ProviderType type)
    {
        WrappedClientOptions wrapped = new("provider:" + context.Name)
        {
            SendsRequestedModel = true,
            TelemetryName = type.Name,
            Secrets = new SecretMasks(context.Keys, HeaderSecrets.Find(context.Options.Headers)),
        };
        IChatClient? client = type.CreateChatClient(context);
        try
        {
            IEmbeddingGenerator<string, Embedding<float>>? generator = type.CreateEmbeddingGenerator(context);
            return client is not null ? new WrappedModelClient(client, wrapped, generator)
                : generator is not null ? new WrappedEmbeddingClient(generator, wrapped)
                : throw new InvalidOperationException(
                    $"The provider type {type.Name} created neither a chat client nor an embedding generator for the provider '{context.Name}'.");
        }
        catch
        {
            client?.Dispose();
            throw;
        }
    }

    private HttpModelClient CreateHttpClient(string name, HttpProviderDefinition definition, ProviderOptions options, string? userAgent)
    {
        Uri endpoint = definition.Endpoint(options)!;
        if (!endpoint.AbsoluteUri.EndsWith('/'))
        {
            endpoint = new Uri(endpoint.AbsoluteUri + "/");
        }

        HttpMessageInvoker http = new(services.GetRequiredService<IHttpMessageHandlerFactory>()
            .CreateHandler(gateway.HttpClientName), disposeHandler: false);
        ApiReach reach = definition.GetReach(options);
        return new HttpModelClient(
            definition.CreateProtocol(options, reach), endpoint, http, CreateHeaders(options, userAgent), state.Scheduler.Time,
            options.TokenCallback)
        {
            Apis = reach,
            Advice = options.Endpoint is null ? null : new EndpointAdvice($"Providers:{name}:Endpoint", endpoint, definition),
        };
    }

    // The headers of the shared HTTP client, and the provider's, which replace them.
    private HttpRequestHeaders CreateHeaders(ProviderOptions options, string? userAgent)
    {
        using HttpRequestMessage holder = new();
        HttpClient shared = services.GetRequiredService<IHttpClientFactory>().CreateClient(gateway.HttpClientName);
        foreach (KeyValuePair<string, HeaderStringValues> header in shared.DefaultRequestHeaders.NonValidated)
        {
            if (!header.Value.All(HeaderText.IsSendable))
            {
                throw new GatewayConfigurationException([$"HttpClient: the default header {header.Key} {HeaderText.Fault}"],
                    gateway.Name);
            }

            holder.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        foreach ((string name, string value) in options.Headers)
        {
            holder.Headers.Remove(name);
            holder.Headers.TryAddWithoutValidation(name, value);
        }

        if (!holder.Headers.NonValidated.Contains(UserAgents.Header))
        {
            holder.Headers.TryAddWithoutValidation(UserAgents.Header, UserAgents.With(userAgent));
        }

        return holder.Headers;
    }
}
