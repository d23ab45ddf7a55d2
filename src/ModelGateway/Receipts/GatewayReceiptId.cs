using System.Globalization;

namespace ModelGateway.Receipts;

/// <summary>
/// A request's id: the process and a number, formatted only when it is read. An id that was read back has its text alone.
/// </summary>
internal readonly record struct GatewayReceiptId(string ProcessId, long Number)
{
    private const long OnlyText = -1;

    public static GatewayReceiptId From(string text) => new(text, OnlyText);

    public override string ToString() =>
        Number == OnlyText ? ProcessId : string.Create(CultureInfo.InvariantCulture, $"{ProcessId}-{Number:x6}");
}
