using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.DependencyInjection;
using ModelGateway.Providers;
using ModelGateway.Providers.Wrapped;

namespace ModelGateway;

public static partial class ModelGatewayBuilderExtensions
{
    /// <summary>Adds an existing client as a deployment.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The deployment's name, which routes refer to.</param>
    /// <param name="client">The client. Its own retries should be off: the gateway fails over.</param>
    /// <param name="leaveOpen">Whether the client outlives the gateway; otherwise the gateway disposes it.</param>
    /// <param name="configure">Model, price, limits.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddDeployment(
        this IModelGatewayBuilder builder,
        string name,
        IChatClient client,
        bool leaveOpen = false,
        Action<ClientDeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Add(builder, name, _ => client, leaveOpen, configure);
    }

    /// <summary>
    /// Adds a client that is created with the gateway as a deployment. The gateway disposes the client, unless it is left open.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The deployment's name, which routes refer to.</param>
    /// <param name="factory">Creates the client, once. It must not resolve the gateway itself.</param>
    /// <param name="leaveOpen">Whether the client outlives the gateway, as a client that a container made does.</param>
    /// <param name="configure">Model, price, limits.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddDeployment(
        this IModelGatewayBuilder builder,
        string name,
        Func<IServiceProvider, IChatClient> factory,
        bool leaveOpen = false,
        Action<ClientDeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(builder, name, factory, leaveOpen, configure);
    }

    /// <summary>Adds the <see cref="IChatClient"/> that was registered before the gateway as a deployment.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The deployment's name, which routes refer to.</param>
    /// <param name="leaveOpen">
    /// Whether the client outlives the gateway; null leaves a client open that was registered as an instance, and disposes one that is
    /// created for the gateway.
    /// </param>
    /// <param name="configure">Model, price, limits.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">No client was registered before.</exception>
    public static IModelGatewayBuilder AddRegisteredClient(
        this IModelGatewayBuilder builder, string name, bool? leaveOpen = null, Action<ClientDeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ServiceDescriptor? own = (builder as ModelGatewayBuilder)?.ClientDescriptor;
        ServiceDescriptor registered = builder.Services.LastOrDefault(descriptor =>
                descriptor.ServiceType == typeof(IChatClient) && !descriptor.IsKeyedService && !ReferenceEquals(descriptor, own))
            ?? throw new InvalidOperationException(
                "No IChatClient was registered before the gateway. Register it first, or pass it: AddDeployment(name, client).");
        leaveOpen ??= registered.ImplementationInstance is not null;
        return Add(builder, name, provider => Create(registered, provider), leaveOpen.Value, configure);
    }

    /// <summary>Adds an existing embedding generator as a deployment.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The deployment's name, which routes refer to.</param>
    /// <param name="generator">The generator. Its own retries should be off: the gateway fails over.</param>
    /// <param name="leaveOpen">Whether the generator outlives the gateway; otherwise the gateway disposes it.</param>
    /// <param name="configure">Model, embedding space, price, limits.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddEmbeddingDeployment(
        this IModelGatewayBuilder builder,
        string name,
        IEmbeddingGenerator<string, Embedding<float>> generator,
        bool leaveOpen = false,
        Action<ClientDeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return AddGenerator(builder, name, _ => generator, leaveOpen, configure);
    }

    /// <summary>
    /// Adds an embedding generator that is created with the gateway as a deployment. The gateway disposes the generator, unless it is left
    /// open.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The deployment's name, which routes refer to.</param>
    /// <param name="factory">Creates the generator, once. It must not resolve the gateway itself.</param>
    /// <param name="leaveOpen">Whether the generator outlives the gateway, as a generator that a container made does.</param>
    /// <param name="configure">Model, embedding space, price, limits.</param>
    /// <returns>The builder.</returns>
    public static IModelGatewayBuilder AddEmbeddingDeployment(
        this IModelGatewayBuilder builder,
        string name,
        Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> factory,
        bool leaveOpen = false,
        Action<ClientDeploymentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddGenerator(builder, name, factory, leaveOpen, configure);
    }

    private static IModelGatewayBuilder AddGenerator(
        IModelGatewayBuilder builder,
        string name,
        Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> factory,
        bool leaveOpen,
        Action<ClientDeploymentOptions>? configure) =>
        Add(builder, name, configure, (services, options) =>
            new WrappedEmbeddingClient(factory(services) ?? throw NoClient(name), Wrapped(name, options, leaveOpen)));

    private static IModelGatewayBuilder Add(
        IModelGatewayBuilder builder,
        string name,
        Func<IServiceProvider, IChatClient> factory,
        bool leaveOpen,
        Action<ClientDeploymentOptions>? configure) =>
        Add(builder, name, configure, (services, options) =>
            new WrappedModelClient(factory(services) ?? throw NoClient(name), Wrapped(name, options, leaveOpen)));

    private static IModelGatewayBuilder Add(
        IModelGatewayBuilder builder,
        string name,
        Action<ClientDeploymentOptions>? configure,
        Func<IServiceProvider, ClientDeploymentOptions, IModelClient> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ClientDeploymentOptions options = new();
        configure?.Invoke(options);
        ClientRegistration registration = new(name, services => create(services, options), options);
        return builder.Configure(gateway =>
        {
            if (gateway.Claims.TryAddClient(registration, gateway))
            {
                gateway.Clients.Add(name, registration);
            }
        });
    }

    private static WrappedClientOptions Wrapped(string name, ClientDeploymentOptions options, bool leaveOpen) => new("client:" + name)
    {
        ModelId = options.ModelId,
        LeaveOpen = leaveOpen,
        FinishReasonOptional = options.FinishReasonOptional,
        MaxInputs = options.MaxInputs,
    };

    private static InvalidOperationException NoClient(string name) => new($"The factory of the deployment '{name}' returned no client.");

    private static IChatClient Create(ServiceDescriptor descriptor, IServiceProvider services) =>
        (IChatClient)(descriptor.ImplementationInstance
            ?? descriptor.ImplementationFactory?.Invoke(services)
            ?? ActivatorUtilities.CreateInstance(services, descriptor.ImplementationType!));
}
