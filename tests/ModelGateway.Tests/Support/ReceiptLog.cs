namespace ModelGateway.Tests.Support;

/// <summary>Keeps every receipt that it receives.</summary>
internal sealed class ReceiptLog : IReceiptObserver
{
    private readonly Lock _lock = new();
    private readonly List<GatewayReceipt> _receipts = [];

    public IReadOnlyList<GatewayReceipt> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _receipts];
            }
        }
    }

    public void OnReceipt(GatewayReceipt receipt)
    {
        lock (_lock)
        {
            _receipts.Add(receipt);
        }
    }
}
