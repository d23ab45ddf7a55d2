using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>Carries a receipt through a stream: <c>ToChatResponseAsync</c> keeps of an update only its additional properties.</summary>
internal static class ReceiptHandle
{
    public const string Key = "modelgateway.receipt";

    public static AdditionalPropertiesDictionary Issue(GatewayReceipt receipt)
    {
        AdditionalPropertiesDictionary properties = [];
        Issue(properties, receipt);
        return properties;
    }

    public static void Issue(AdditionalPropertiesDictionary properties, GatewayReceipt receipt) =>
        PropertyHandle<GatewayReceipt>.Set(properties, Key, receipt);

    public static GatewayReceipt? Find(AdditionalPropertiesDictionary? properties) => PropertyHandle<GatewayReceipt>.Find(properties, Key);
}
