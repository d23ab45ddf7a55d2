using ModelGateway.Keys;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>A provider as one configuration has it: its client and keys, from which deployments are made as they are named.</summary>
internal sealed record ProviderRuntime(string Name, ProviderOptions Options, IModelClient Client, KeyPool Keys)
{
    /// <summary>What the catalog calls it; null where the catalog does not know it.</summary>
    public string? CatalogName { get; init; }

    /// <summary>The models that are listed, each over what the catalog knows of it.</summary>
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
}
