namespace ModelGateway.Providers;

/// <summary>
/// One of the gateway's own types, which are reached over HTTP. The definition (addresses, dialects) is loaded by the first provider of the
/// type: an application pays only for the few types that it uses.
/// </summary>
internal sealed class HttpProviderType(string name, Func<HttpProviderDefinition> load) : ProviderType(name)
{
    public HttpProviderDefinition Definition => field ??= load();

    public override IReadOnlyCollection<string> Settings => Definition.Settings;

    public override IEnumerable<string> Validate(ProviderOptions options) => Definition.Validate?.Invoke(options) ?? [];
}
