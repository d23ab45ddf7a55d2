namespace ModelGateway;

/// <summary>What happened to one request.</summary>
public sealed class GatewayReceipt
{
}
