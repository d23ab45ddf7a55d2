namespace ModelGateway;

/// <summary>Receives the receipt of every request when the request ends, also when it is cancelled or abandoned.</summary>
public interface IReceiptObserver
{
    /// <summary>Called once for each request, on the request's path: be quick. An exception is logged, and the request goes on.</summary>
    /// <param name="receipt">The closed receipt.</param>
    void OnReceipt(GatewayReceipt receipt);
}
