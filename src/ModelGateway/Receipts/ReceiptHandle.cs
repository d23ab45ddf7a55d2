using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// Attaches a receipt to additional properties. <c>ToChatResponseAsync</c> keeps an update's additional properties, but not a type derived
/// from it.
/// </summary>
internal static class ReceiptHandle
{
    public const string Key = "modelgateway.receipt";

    private static readonly PropertyHandle<GatewayReceipt> Handle = new(Key);

    public static AdditionalPropertiesDictionary Issue(GatewayReceipt receipt)
    {
        AdditionalPropertiesDictionary properties = [];
        Issue(properties, receipt);
        return properties;
    }

    public static void Issue(AdditionalPropertiesDictionary properties, GatewayReceipt receipt) =>
        Handle.Set(properties, receipt);

    public static GatewayReceipt? Find(AdditionalPropertiesDictionary? properties) => Handle.Find(properties);
}
