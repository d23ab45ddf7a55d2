using ModelGateway.Capabilities;

namespace ModelGateway.Providers;

/// <summary>What is left of a model's capabilities where it is reached through a client: no more than its protocol can say.</summary>
internal static class ReachableModel
{
    public static ModelInfo Through(IModelClient client, ModelInfo model)
    {
        CapabilitySet reachable = model.Capabilities.Over(new CapabilitySet(client.Has, CapabilityFlags.None)).Without(client.Lacks);
        return reachable == model.Capabilities ? model : model with { Capabilities = reachable };
    }
}
