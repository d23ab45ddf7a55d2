using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Providers.Http;

/// <summary>The headers in which providers and proxies name a request.</summary>
internal static class RequestIdHeaders
{
    private static readonly string[] Names =
    [
        "x-request-id", "request-id", "apim-request-id", "x-ms-request-id", "x-goog-request-id", "x-amzn-requestid",
        "mistral-correlation-id",
        "x-debug-trace-id", "x-generation-id", "x-litellm-call-id", "x-portkey-trace-id", "x-ds-trace-id",
    ];

    /// <summary>The provider's id of the request; null where it gave none.</summary>
    public static string? Find(HttpResponseMessage response)
    {
        foreach (string name in Names)
        {
            if (RetryHint.Header(response.Headers, name) is { } id)
            {
                return id;
            }
        }

        return null;
    }
}
