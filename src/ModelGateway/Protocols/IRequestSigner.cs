namespace ModelGateway.Protocols;

/// <summary>A protocol that signs whole requests and does not send the key.</summary>
internal interface IRequestSigner
{
    /// <summary>Adds the signature to a request that is otherwise complete.</summary>
    /// <param name="request">The request: method, address and headers are final.</param>
    /// <param name="body">The body that will be sent.</param>
    /// <param name="credential">The key.</param>
    /// <param name="now">The time of the signature.</param>
    void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, in ProviderCredential credential, DateTimeOffset now);
}
