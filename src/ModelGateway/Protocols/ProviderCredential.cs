namespace ModelGateway.Protocols;

/// <summary>What an attempt proves its right with.</summary>
/// <param name="Secret">The key or token; null where the provider needs none.</param>
/// <param name="IsToken">Whether it is a short-lived token that <see cref="ProviderOptions.TokenCallback"/> gave, rather than a
/// key.</param>
internal readonly record struct ProviderCredential(string? Secret, bool IsToken = false)
{
    public bool IsEmpty => string.IsNullOrEmpty(Secret);
}
