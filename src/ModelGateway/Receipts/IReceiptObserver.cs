namespace ModelGateway;

/// <summary>Sees the receipt of every request when it is closed, cancelled and abandoned ones included.</summary>
public interface IReceiptObserver
{
    /// <summary>Called once a request, synchronously: be quick. What it throws is logged and goes no further.</summary>
    /// <param name="receipt">The closed receipt.</param>
    void OnReceipt(GatewayReceipt receipt);
}
