using System.Diagnostics;

namespace ModelGateway.Diagnostics;

/// <summary>The span of a whole request. What the provider did is on the spans of its attempts.</summary>
internal static class RequestActivity
{
    public static void Close(Activity activity, GatewayReceipt receipt)
    {
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("modelgateway.request.id", receipt.RequestId);
            activity.SetTag("modelgateway.route", receipt.Route);
            activity.SetTag("modelgateway.deployment", receipt.Deployment);
            activity.SetTag("modelgateway.attempts", receipt.Attempts.Count);
            activity.SetTag("modelgateway.outcome", GatewayTelemetry.Outcome(receipt.Outcome));
            if (receipt.CostUsd is { } cost)
            {
                activity.SetTag("modelgateway.cost", (double)cost);
            }
        }

        if (receipt.Outcome == AttemptOutcome.Failed)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
