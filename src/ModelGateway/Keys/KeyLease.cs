namespace ModelGateway.Keys;

/// <summary>A key in use by one attempt.</summary>
internal readonly record struct KeyLease(int Index, ProviderKey? Key)
{
    /// <summary>The lease of a provider that needs no key.</summary>
    public static KeyLease None { get; } = new(-1, null);
}
