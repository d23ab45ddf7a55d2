using ModelGateway.Keys;
using ModelGateway.Providers.Wrapped;
using ModelGateway.Resilience;

namespace ModelGateway.Tests.Routing;

/// <summary>Deployments without a gateway around them.</summary>
internal static class TestDeployments
{
    public static Deployment Create(string name, int? contextWindow = null, int keys = 0) => new(
        name,
        "provider",
        new ModelInfo { Id = name, ContextWindow = contextWindow },
        new WrappedModelClient(new ScriptedChatClient(), new WrappedClientOptions(name)),
        new KeyPool([.. Enumerable.Range(0, keys).Select(number => new ProviderKey($"k{number}", $"secret-{number}"))],
            static _ => new KeyHealth()),
        new DeploymentHealth());
}
