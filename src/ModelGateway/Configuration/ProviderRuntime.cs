using ModelGateway.Keys;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>A provider as one configuration has it: its client and its keys, from which its deployments are created.</summary>
internal sealed record ProviderRuntime(string Name, ProviderOptions Options, SharedClient SharedClient, KeyPool Keys)
{
    public IModelClient Client => SharedClient.Client;

    /// <summary>The catalog's name of the provider; null where the catalog does not know it.</summary>
    public string? CatalogName { get; init; }

    /// <summary>
    /// The usual variable whose key is not sent, because the provider's address is not the vendor's and no key is configured; null where
    /// none is set.
    /// </summary>
    public string? UnsentKey { get; init; }

    /// <summary>The models that are listed, each completed by what the catalog knows of it.</summary>
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
}
