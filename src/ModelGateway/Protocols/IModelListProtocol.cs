namespace ModelGateway.Protocols;

/// <summary>How one wire protocol lists the models that a key may use. Stateless and safe for concurrent use.</summary>
internal interface IModelListProtocol
{
    /// <summary>The path of a page below the provider's base address, without a leading slash.</summary>
    /// <param name="pageToken">What <see cref="Read"/> returned for the page before; null for the first.</param>
    string GetPath(string? pageToken);

    /// <summary>Reads one page and appends its models.</summary>
    /// <returns>The next page's token; null after the last.</returns>
    /// <exception cref="ProviderException">The body is malformed.</exception>
    string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models);
}
