using ModelGateway.Keys;
using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>A provider as one configuration has it: its client and keys, from which deployments are made as they are named.</summary>
internal sealed record ProviderRuntime(string Name, ProviderOptions Options, IModelClient Client, KeyPool Keys);
