namespace ModelGateway.Keys;

/// <summary>A vendor's secret and the name that it may be called by in logs and receipts.</summary>
internal sealed class ProviderKey(string name, string secret)
{
    public string Name { get; } = name;

    public string Secret { get; } = secret;

    /// <summary>Never the secret.</summary>
    public override string ToString() => Name;
}
