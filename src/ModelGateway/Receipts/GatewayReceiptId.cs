using System.Globalization;

namespace ModelGateway.Receipts;

/// <summary>A request's id, put together only where somebody reads it.</summary>
internal readonly record struct GatewayReceiptId(string ProcessId, long Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId}-{Number:x6}");
}
