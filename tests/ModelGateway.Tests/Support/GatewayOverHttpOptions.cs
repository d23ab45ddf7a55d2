using Microsoft.Extensions.DependencyInjection;

namespace ModelGateway.Tests.Support;

/// <summary>Options of a <see cref="GatewayOverHttp"/>.</summary>
internal sealed record GatewayOverHttpOptions
{
    public IReadOnlyList<SimulatedProtocol> Protocols { get; init; } = [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic];

    /// <summary>Changes the host before the gateway is added.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public Action<IModelGatewayBuilder>? Gateway { get; init; }

    public Action<int, ProviderOptions>? Provider { get; init; }

    public Func<int, ModelInfo, ModelInfo>? Model { get; init; }

    /// <summary>
    /// Leaves the HTTP handler as the gateway registers it; its connections then outlive the gateway and are not checked.
    /// </summary>
    public bool UsesDefaultHandler { get; init; }
}
