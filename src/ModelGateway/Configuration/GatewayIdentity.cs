namespace ModelGateway.Configuration;

/// <summary>Which of a container's gateways it is. What one of them was given is registered with its key, and no other finds it.</summary>
/// <param name="Key">The key of the gateway's own services: the empty text for the default gateway, else the gateway's key.</param>
/// <param name="Name">The name of the gateway's options: empty for the default gateway. No other gateway of the container has it.</param>
internal sealed record GatewayIdentity(object Key, string Name)
{
    public static GatewayIdentity Default { get; } = new("", "");

    public bool IsDefault => Name.Length == 0;

    /// <summary>
    /// The name of the <c>IHttpClientFactory</c> client that the gateway's providers share; it pools connections by host. Each gateway has
    /// its own, because a handler that one of them was given (trust in a certificate, a recorder) must not see the other's requests.
    /// </summary>
    public string HttpClientName => IsDefault ? "ModelGateway" : "ModelGateway:" + Name;
}
