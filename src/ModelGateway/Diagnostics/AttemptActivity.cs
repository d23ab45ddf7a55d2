using System.Diagnostics;

namespace ModelGateway.Diagnostics;

/// <summary>The span of one attempt, by OpenTelemetry's GenAI conventions (1.41). It never holds a prompt or an answer.</summary>
internal static class AttemptActivity
{
    public static Activity? Start(string operation, Deployment deployment, ActivityContext parent)
    {
        Activity? activity = GatewayTelemetry.Source.StartActivity($"{operation} {deployment.Model.Id}", ActivityKind.Client, parent);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("gen_ai.operation.name", operation);
            activity.SetTag("gen_ai.request.model", deployment.Model.Id);
            activity.SetTag("gen_ai.provider.name", deployment.Client.TelemetryName);
            activity.SetTag("modelgateway.deployment", deployment.Name);
            if (deployment.Client.Endpoint is { } endpoint)
            {
                activity.SetTag("server.address", endpoint.Host);
                activity.SetTag("server.port", endpoint.Port);
            }
        }

        return activity;
    }

    public static void Close(Activity activity, AttemptReceipt attempt)
    {
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("gen_ai.response.model", attempt.ResponseModel);
            activity.SetTag("gen_ai.response.id", attempt.ResponseId);
            if (attempt.FinishReason is { } reason)
            {
                activity.SetTag("gen_ai.response.finish_reasons", new[] { reason });
            }

            if (attempt.Bridges != Bridges.None)
            {
                activity.SetTag("modelgateway.bridges", attempt.Bridges.ToString());
            }

            if (attempt.Usage.TotalTokens > 0)
            {
                activity.SetTag("gen_ai.usage.input_tokens", attempt.Usage.InputTokens);
                activity.SetTag("gen_ai.usage.output_tokens", attempt.Usage.AllOutputTokens);
                activity.SetTag("gen_ai.usage.cache_read.input_tokens", attempt.Usage.CacheReadTokens);
                activity.SetTag("gen_ai.usage.cache_creation.input_tokens", attempt.Usage.CacheWriteTokens);
                activity.SetTag("gen_ai.usage.reasoning.output_tokens", attempt.Usage.ReasoningTokens);
            }
        }

        if (attempt.Failure is { } failure)
        {
            activity.SetTag("error.type", failure.ToString());
            activity.SetStatus(ActivityStatusCode.Error, attempt.FailureMessage);
        }

        activity.Dispose();
    }
}
